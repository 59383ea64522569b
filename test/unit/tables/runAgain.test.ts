import assert from 'node:assert/strict';
import type { PassedRow } from '../../../src/core/tables/tableEvents';
import { openMemoryStore, sourceRows, type MemoryStore } from './memoryStore';
import { answering, flowOf, flowWith, outline, prompting, run } from './tableRuns';

describe('runTable over rows that have run', () => {
  let store: MemoryStore;
  beforeEach(async () => {
    store = await openMemoryStore();
    store.put(sourceRows({ text: 'one' }, { text: 'two' }, { text: 'three' }));
  });

  const flow = flowWith([prompting('a')]);
  /** Fails for the texts that are named. */
  const failing = (...texts: string[]) =>
    answering(({ input_data }) => {
      if (texts.includes(input_data)) throw new Error('Out of order.');
      return input_data;
    });
  const rows = (events: Parameters<typeof outline>[0]) => outline(events).filter((line) => line.startsWith('row-'));

  it('runs Completed rows again when it is told to, those that are named alone', async () => {
    await run({ store, flow, ask: failing().ask });
    const again = answering(() => 'another');
    const { result } = await run({ store, flow, ask: again.ask, options: { rerun: true, reference_ids: ['r2'] } });
    assert.deepEqual(again.requests.map(({ input_data }) => input_data), ['two']);
    assert.deepEqual([result.completed, result.skipped], [1, 0]);
    assert.deepEqual(['r1', 'r2', 'r3'].map((id) => store.results.get(`a/${id}`)?.result), ['one', 'another', 'three']);
  });

  it('runs all again without names', async () => {
    await run({ store, flow, ask: failing('two').ask });
    const again = failing();
    await run({ store, flow, ask: again.ask, options: { rerun: true } });
    assert.equal(again.requests.length, 3);
  });

  it('runs the Failed rows alone, and leaves those that have never run', async () => {
    await run({ store, flow, ask: failing('one').ask, options: { limit: 2 } });
    const { events, result } = await run({ store, flow, ask: failing().ask, options: { failedOnly: true } });
    assert.deepEqual(events[0], { event: 'process-started', process: 'a', total: 1 });
    assert.deepEqual(rows(events), ['row-completed a r1']);
    assert.deepEqual([result.status, result.completed, result.failed, result.skipped], ['completed', 1, 0, 0]);
    assert.equal(store.results.has('a/r3'), false);
  });

  it('goes through many pages of Failed rows while they turn into Completed ones', async () => {
    const many = await openMemoryStore();
    many.put(sourceRows(...Array.from({ length: 300 }, (_, index) => ({ text: `${index}` }))));
    await run({ store: many, flow, ask: answering(({ input_data }) => { if (Number(input_data) % 2) throw new Error('Odd.'); return ''; }).ask });
    const { result } = await run({ store: many, flow, ask: failing().ask, options: { failedOnly: true } });
    assert.deepEqual([result.status, result.completed], ['completed', 150]);
  });

  it('mends with a Failed row the process that lacked its result', async () => {
    const two = flowOf('processes: {a: {column: text, prompt: "{input_data}"}, b: {column: results.a, prompt: "{input_data}"}}');
    await run({ store, flow: two, ask: failing('two').ask });
    const { events, result } = await run({ store, flow: two, ask: failing().ask, options: { failedOnly: true } });
    assert.deepEqual(rows(events), ['row-completed a r2', 'row-completed b r2']);
    assert.equal(result.status, 'completed');
  });

  it('tells every row that it passes over', async () => {
    await run({ store, flow, ask: failing('three').ask, options: { limit: 3 } });
    const passed: PassedRow[] = [];
    const { events } = await run({ store, flow, ask: failing().ask, ports: { pass: (row) => passed.push(row) } });
    assert.deepEqual(rows(events), []);
    assert.deepEqual(passed.map(({ standing }) => standing), ['completed', 'completed', 'failed']);
  });
});
