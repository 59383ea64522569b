import assert from 'node:assert/strict';
import { createTurns, type RateLimit } from '../../../src/core/models/rateLimit';
import { streamAnswer } from '../../../src/core/models/streamAnswer';
import type { ModelProvider } from '../../../src/core/models/provider';
import { ModelError } from '../../../src/core/models/modelError';
import { collect, request } from './collect';
import { idleTimeoutMs, TestClock } from './testClock';

describe('createTurns', () => {
  const { signal } = new AbortController();

  /** How long each of so many requests at one moment waits, in seconds. */
  async function waits(limit: RateLimit, prompts: readonly string[]): Promise<number[]> {
    const clock = new TestClock();
    const turns = createTurns(limit, clock);
    const seconds: number[] = [];
    for (const prompt of prompts) {
      clock.waits.length = 0;
      await turns(prompt.length, signal);
      seconds.push((clock.waits[0] ?? 0) / 1_000);
    }
    return seconds;
  }

  it('lets nobody wait without a limit', async () => {
    assert.deepEqual(await waits({}, ['a', 'b', 'c']), [0, 0, 0]);
  });

  it('spaces requests evenly, after a second’s worth at once', async () => {
    assert.deepEqual(await waits({ requestsPerMinute: 30 }, ['a', 'b', 'c', 'd']), [0, 1, 3, 5]);
    assert.deepEqual((await waits({ requestsPerMinute: 120 }, ['a', 'b', 'c', 'd', 'e'])), [0, 0, 0, 0.5, 1]);
  });

  it('counts the tokens of the prompts by their length', async () => {
    const prompt = 'x'.repeat(400);
    assert.deepEqual(await waits({ tokensPerMinute: 1_000 }, [prompt, prompt, prompt]), [0, 5, 11]);
  });

  it('waits for the limit that asks for more', async () => {
    assert.deepEqual(await waits({ requestsPerMinute: 60, tokensPerMinute: 1_000 }, ['x'.repeat(400), 'x']), [0, 5]);
  });

  it('sets what a request took in fact against the next ones', async () => {
    const clock = new TestClock();
    const turns = createTurns({ tokensPerMinute: 1_000 }, clock);
    const settle = await turns(40, signal);
    settle({ input_tokens: 50, output_tokens: 450 });
    await turns(0, signal);
    assert.deepEqual(clock.waits, [29_000]);
  });

  it('gives back the turn of one who gives up', async () => {
    const clock = new TestClock({ holdsWaits: true });
    const turns = createTurns({ requestsPerMinute: 6 }, clock);
    await turns(1, signal);
    const controller = new AbortController();
    const waiting = turns(1, controller.signal);
    controller.abort(new Error('Enough.'));
    await assert.rejects(waiting, /Enough/);
    void turns(1, signal);
    assert.deepEqual(clock.waits, [9_000, 9_000]);
  });

  it('gives every attempt of an answer a turn', async () => {
    const clock = new TestClock();
    let attempts = 0;
    const provider: ModelProvider = {
      id: 'p',
      async *stream() {
        if (++attempts < 3) throw new ModelError('server', 'Broken.');
        yield await Promise.resolve({ type: 'text', text: 'a' } as const);
        yield { type: 'finish', reason: 'stop', detail: 'stop', usage: { input_tokens: 1, output_tokens: 1 } };
      },
    };
    const turns = createTurns({ requestsPerMinute: 6 }, clock);
    const { finish } = await collect(streamAnswer(provider, request('p'), { signal, turns, idleTimeoutMs, clock, retry: { baseDelayMs: 10 }, random: () => 1 }));
    assert.ok(finish);
    assert.deepEqual(clock.waits, [10, 9_000, 20, 19_000]);
  });
});
