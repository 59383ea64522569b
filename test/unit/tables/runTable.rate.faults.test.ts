import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../../../src/core/models/clock';
import { ModelError } from '../../../src/core/models/modelError';
import type { ModelProvider } from '../../../src/core/models/provider';
import { streamAnswer } from '../../../src/core/models/streamAnswer';
import { openMemoryStore, sourceRows } from './memoryStore';
import { flowWith, prompting, run } from './tableRuns';

const rows = 400;
const concurrency = 16;
/** Calls at once that the provider allows, while it is strict. */
const allowed = 4;
const strictCalls = 150;

/** A clock that counts turns of the event loop: what a test takes depends on no machine. */
const turnClock: Clock = {
  now: () => 0,
  after(turns, then) {
    const timer = new AbortController();
    void (async () => {
      for (let left = turns; !timer.signal.aborted && left > 0; left--) await turn();
      if (!timer.signal.aborted) then();
    })();
    return () => timer.abort();
  },
};

/** A provider that refuses calls beyond its limit. An answer takes it 20 turns. */
class StrictProvider implements ModelProvider {
  readonly id = 'strict';
  /** How many calls were being answered when each came, and whether it was refused. */
  readonly calls: { readonly others: number; readonly isRefused: boolean }[] = [];
  #answering = 0;

  async *stream({ input_data }: { readonly input_data: string }) {
    const isRefused = this.calls.length < strictCalls && this.#answering >= allowed;
    this.calls.push({ others: this.#answering, isRefused });
    if (isRefused) throw new ModelError('rate-limit', 'Too many requests.', { retryAfterMs: 10 });
    this.#answering++;
    try {
      for (let turns = 0; turns < 20; turns++) await turn();
      yield { type: 'text', text: `<output>${input_data}</output>` } as const;
      yield { type: 'finish', reason: 'stop', detail: 'stop' } as const;
    } finally {
      this.#answering--;
    }
  }
}

describe('runTable with a provider that says that calls come too fast', () => {
  it('asks for less at once while it says so, and for as much as before when it does no longer', async () => {
    const provider = new StrictProvider();
    const store = await openMemoryStore();
    store.put(sourceRows(...Array.from({ length: rows }, (_, index) => ({ text: `t${index}` }))));
    const { result } = await run({
      store,
      flow: flowWith([prompting('a')]),
      ask: (request, signal) => streamAnswer(provider, request, { signal, retry: { maxAttempts: 100 }, clock: turnClock }),
      options: { concurrency },
    });
    assert.deepEqual([result.status, result.completed], ['completed', rows]);
    const refused = (calls: StrictProvider['calls']) => calls.filter(({ isRefused }) => isRefused).length;
    assert.equal(refused(provider.calls.slice(0, concurrency)), concurrency - allowed, 'all that are allowed at first');
    assert.ok(refused(provider.calls.slice(strictCalls - 50, strictCalls)) <= 15, 'few more than it takes to find the limit');
    assert.equal(Math.max(...provider.calls.slice(strictCalls).map(({ others }) => others)), concurrency - 1);
  });
});
