import assert from 'node:assert/strict';
import type { Flow } from '../../../src/core/flow/model';
import { estimateTable } from '../../../src/core/tables/estimate';
import type { TableOptions } from '../../../src/core/tables/prepareTable';
import { openMemoryStore, sourceRows, type MemoryStore } from './memoryStore';
import { answering, flowWith, prompting, requestOf, run } from './tableRuns';

const openai = { llm_provider: 'openai', model_type: 'gpt-5-mini' };

describe('estimateTable', () => {
  let store: MemoryStore;
  beforeEach(async () => {
    store = await openMemoryStore();
    store.put(sourceRows(...Array.from({ length: 100 }, (_, index) => ({ text: `${index} ${'word '.repeat(80)}` }))));
  });

  const { signal } = new AbortController();
  const loadFlow = () => Promise.reject(new Error('none'));
  const estimate = (flow: Flow, options: TableOptions = {}) => estimateTable(requestOf(flow, options), { store, loadFlow }, signal);
  const { ask } = answering(({ prompt }) => prompt);

  it('goes by the length of the texts where nothing has run', async () => {
    const { cost, ...total } = await estimate(flowWith([prompting('a', 'text', openai)]));
    const [only] = total.processes;
    assert.equal(only?.basis, 'length');
    assert.equal(total.rows, 100);
    assert.ok(total.input_tokens > 100 * 100 && total.input_tokens < 100 * 250, `${total.input_tokens} input tokens`);
    assert.ok(Math.abs((cost ?? 0) - (total.input_tokens * 0.25 + total.output_tokens * 2) / 1e6) < 1e-5);
  });

  it('counts the passages that a prompt asks for', async () => {
    const search = () => Promise.resolve([]);
    const tokens = async (flow: Flow) => (await estimateTable(requestOf(flow), { store, loadFlow, search }, signal)).input_tokens;
    const process = prompting('a', 'text', { ...openai, prompt: '{context} {input_data}' });
    const without = await tokens(flowWith([process]));
    const low = await tokens(flowWith([process], { knowledge_base: 'handbook', intensity: 'low' }));
    const high = await tokens(flowWith([process], { knowledge_base: 'handbook', intensity: 'high' }));
    assert.ok(low > without + 100 * 3 * 50 && low < without + 100 * 3 * 1000, `${low} after ${without}`);
    assert.equal(Math.round((high - without) / (low - without)), 4);
  });

  it('goes by the rows that have run where some have', async () => {
    const flow = flowWith([prompting('a', 'text', openai)]);
    await run({ store, flow, ask, options: { limit: 10 } });
    const { processes } = await estimate(flow);
    const { cost, ...rest } = processes[0]!;
    assert.deepEqual(rest, { process: 'a', calls: 1, basis: 'rows', measuredRows: 10, rows: 90, input_tokens: 900, output_tokens: 180 });
    assert.ok(Math.abs((cost ?? 0) - (900 * 0.25 + 180 * 2) / 1e6) < 1e-9);
  });

  it('does not take the rows of another model for a measure', async () => {
    await run({ store, flow: flowWith([prompting('a', 'text', openai)]), ask, options: { limit: 10 } });
    const { processes } = await estimate(flowWith([prompting('a', 'text', { ...openai, model_type: 'gpt-5' })]));
    assert.deepEqual([processes[0]?.basis, processes[0]?.rows], ['length', 100]);
  });

  it('counts rows whose input an earlier process is yet to give', async () => {
    const flow = flowWith([prompting('a', 'text', openai), prompting('b', 'results.a', openai)]);
    const { processes, rows } = await estimate(flow);
    assert.deepEqual(processes.map((process) => process.rows), [100, 100]);
    assert.equal(rows, 200);
    assert.ok(processes[1]!.input_tokens > 100 * 100);
    const alone = await estimate(flow, { processes: ['b'] });
    assert.equal(alone.rows, 0, 'they would fail without a call');
  });

  it('is nothing where nothing is to be done, and unknown where a price is', async () => {
    const flow = flowWith([prompting('a', 'text', openai)]);
    await run({ store, flow, ask });
    const { rows, cost } = await estimate(flow);
    assert.deepEqual([rows, cost], [0, 0]);
    assert.equal((await estimate(flowWith([prompting('a', 'text', { ...openai, model_type: 'mine' })]))).cost, null);
    assert.equal((await estimate(flowWith([prompting('a')]))).cost, 0);
    assert.equal((await estimate(flowWith([prompting('b', 'text', openai)]), { limit: 7 })).rows, 7);
  });
});
