import assert from 'node:assert/strict';
import { createModels } from '../../../src/core/models/registry';
import { startModelServer, type ModelServer } from '../../support/model-server/modelServer';
import type { Reply } from '../../support/model-server/reply';
import { openMemoryStore, sourceRows } from './memoryStore';
import { flowWith, prompting, run } from './tableRuns';

const rows = 60;
const maxAttempts = 4;

const faults: readonly Reply[] = [
  { status: 429, headers: { 'retry-after': '0' } },
  { status: 500 },
  { silence: 'reset' },
  { text: 'Half of <output>', fault: { type: 'end', afterChunks: 1 } },
  { text: 'Half of <output>', fault: { type: 'broken-json', afterChunks: 1 } },
];

/** A generator of the same numbers in each run, from 0 to below `below` (mulberry32). */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

describe('runTable with a provider that goes wrong', function () {
  // The first request loads the SDK.
  this.timeout(30_000);
  let server: ModelServer;
  beforeEach(async () => {
    server = await startModelServer();
  });
  afterEach(() => server.close());

  it('ends every row, Completed with its own answer or Failed with its error, after a bounded number of requests', async () => {
    const random = numbers(42);
    const answerTo = (prompt: string): Reply => ({ text: `Well. <output>${prompt}</output>` });
    server.script(({ prompt }) => faults[random(faults.length + 2)] ?? answerTo(prompt));
    const store = await openMemoryStore();
    store.put(sourceRows(...Array.from({ length: rows }, (_, index) => ({ text: `t${index}` }))));
    const models = createModels({
      openai: { baseURL: server.openaiBaseURL },
      retry: { maxAttempts, baseDelayMs: 1, maxDelayMs: 2 },
    });
    const flow = flowWith([prompting('a', 'text', { llm_provider: 'openai', model_type: 'gpt-5-mini' })]);
    const setup = { store, flow, ask: models.stream.bind(models), options: { concurrency: 16, retryFailed: true } };

    const { result } = await run(setup);
    assert.equal(result.completed + result.failed, rows);
    assert.ok(result.completed > 0 && result.failed > 0, 'the faults give some of each');
    let attempts = 0;
    for (const row of store.results.values()) {
      attempts += row.attempts;
      assert.ok(row.attempts <= maxAttempts);
      if (row.status === 'Completed') assert.equal(row.result, `a: t${Number(row.reference_id.slice(1)) - 1}`);
      else assert.match(row.error ?? '', /Gave up after 4 attempts\.$/);
    }
    assert.equal(server.requests.length, attempts);

    server.script(({ prompt }) => answerTo(prompt));
    const again = await run(setup);
    assert.deepEqual([again.result.status, again.result.completed], ['completed', result.failed]);
    assert.equal(server.requests.length, attempts + result.failed);
  });
});
