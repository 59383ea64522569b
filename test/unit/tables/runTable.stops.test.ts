import assert from 'node:assert/strict';
import { ModelError } from '../../../src/core/models/modelError';
import { openMemoryStore, sourceRows, type MemoryStore } from './memoryStore';
import { answering, flowWith, prompting, run } from './tableRuns';

const noKey = () => new ModelError('auth', 'OpenAI needs an API key and none is set.');
const options = { concurrency: 8 };
const numberOf = (text: string) => Number(text.slice(1));

describe('runTable where no row can succeed', () => {
  let store: MemoryStore;
  beforeEach(async () => {
    store = await openMemoryStore();
    store.put(sourceRows(...Array.from({ length: 1_000 }, (_, index) => ({ text: `t${index}` }))));
  });

  const flow = flowWith([prompting('a'), prompting('b')]);
  const failing = (failure: (place: number) => Error | undefined) =>
    answering(({ input_data }) => {
      const error = failure(numberOf(input_data));
      if (error) throw error;
      return 'fine';
    });

  for (const kind of ['auth', 'not-found', 'unknown-provider', 'quota'] as const) {
    it(`stops after the first rows when each fails with ${kind}, and says why`, async () => {
      const { ask, requests } = failing(() => new ModelError(kind, 'No use.'));
      const { result, events } = await run({ store, flow, ask, options });
      assert.equal(result.status, 'failed');
      assert.equal(result.error, 'The run was stopped, because 8 rows in a row failed as every other would. No use. Then run again.');
      assert.deepEqual(events.at(-1), { event: 'table-ended', status: 'failed', completed: 0, failed: result.failed, skipped: 0, error: result.error });
      assert.ok(requests.length >= 8 && requests.length <= 16, `${requests.length} requests`);
      assert.equal(result.failed, requests.length);
      assert.equal(store.results.size, requests.length, 'rows that were not attempted stay as they are');
      assert.deepEqual(result.processes.map(({ process }) => process), ['a']);
    });
  }

  it('runs those rows again without being told to, and only once more', async () => {
    await run({ store, flow, ask: failing(noKey).ask, options });
    const { result } = await run({ store, flow, ask: failing(() => undefined).ask, options });
    assert.deepEqual([result.status, result.completed, result.failed, result.skipped], ['completed', 2_000, 0, 0]);
    assert.equal((await run({ store, flow, ask: failing(noKey).ask, options })).result.skipped, 2_000);
  });

  it('stops when it begins in the middle, and keeps what was done', async () => {
    const { ask, requests } = failing((place) => (place < 500 ? undefined : new ModelError('quota', 'Spent.')));
    const { result } = await run({ store, flow, ask, options });
    assert.deepEqual([result.status, result.completed], ['failed', 500]);
    assert.ok(requests.length <= 516, `${requests.length} requests`);
  });

  it('goes on as long as some rows succeed', async () => {
    const { result } = await run({ store, flow, ask: failing((place) => (place % 3 === 0 ? undefined : noKey())).ask, options });
    assert.equal(result.error, undefined);
    assert.deepEqual([result.completed, result.failed], [668, 1_332]);
  });

  it('goes on when rows fail for reasons of their own', async () => {
    for (const error of [new ModelError('bad-request', 'Too long.'), new ModelError('rate-limit', 'Gave up.'), new Error('Odd.')]) {
      const { result } = await run({ store, flow: flowWith([prompting('a')]), ask: failing(() => error).ask, options: { ...options, retryFailed: true } });
      assert.deepEqual([result.status, result.failed, result.error], ['failed', 1_000, undefined]);
    }
  });

  it('does not give up for fewer rows than tell anything', async () => {
    const { result } = await run({ store, flow: flowWith([prompting('a')]), ask: failing(noKey).ask, options: { concurrency: 1, limit: 4 } });
    assert.deepEqual([result.status, result.failed, result.error], ['failed', 4, undefined]);
    assert.ok((await run({ store, flow: flowWith([prompting('a')]), ask: failing(noKey).ask, options: { concurrency: 1 } })).result.error);
  });
});
