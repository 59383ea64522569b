import assert from 'node:assert/strict';
import { ModelError } from '../../../src/core/models/modelError';
import type { ModelChunk, ModelProvider } from '../../../src/core/models/provider';
import type { RetryPolicy } from '../../../src/core/models/retryPolicy';
import { streamAnswer } from '../../../src/core/models/streamAnswer';
import { all, collect, request } from './collect';
import { idleTimeoutMs, TestClock } from './testClock';

/** Each attempt gives its chunks, or throws at an error among them. */
function scripted(...attempts: readonly (readonly (ModelChunk | Error)[])[]): ModelProvider {
  let next = 0;
  return {
    id: 'scripted',
    async *stream() {
      for (const step of attempts[Math.min(next++, attempts.length - 1)] ?? []) {
        await Promise.resolve();
        if (step instanceof Error) throw step;
        yield step;
      }
    },
  };
}

const text = (said: string): ModelChunk => ({ type: 'text', text: said });
const stop: ModelChunk = { type: 'finish', reason: 'stop', detail: 'stop' };
const busy = (retryAfterMs?: number) => new ModelError('rate-limit', 'Busy.', retryAfterMs === undefined ? {} : { retryAfterMs });

describe('streamAnswer', () => {
  let clock: TestClock;
  beforeEach(() => (clock = new TestClock()));

  function answer(provider: ModelProvider, { random = 1, ...retry }: Partial<RetryPolicy> & { random?: number } = {}) {
    const { signal } = new AbortController();
    return collect(streamAnswer(provider, request('scripted'), { signal, retry, idleTimeoutMs, clock, random: () => random }));
  }

  it('doubles the wait up to a limit', async () => {
    const { error } = await answer(scripted([busy()]), { maxAttempts: 6, baseDelayMs: 100, maxDelayMs: 1_000 });
    assert.ok(error instanceof ModelError);
    assert.deepEqual(clock.waits, [100, 200, 400, 800, 1_000]);
  });

  it('waits between half and all of a span, by chance', async () => {
    await answer(scripted([busy()]), { random: 0, maxAttempts: 3, baseDelayMs: 100 });
    assert.deepEqual(clock.waits, [50, 100]);
  });

  it('waits for as long as the provider asks, above its own limit too', async () => {
    const { finish } = await answer(scripted([busy(120_000)], [text('a'), stop]), { maxDelayMs: 1_000 });
    assert.ok(finish);
    assert.deepEqual(clock.waits, [120_000]);
  });

  it('fails when the provider asks for more than the limit, and says until when', async () => {
    const { error } = await answer(scripted([busy(301_000)]));
    assert.ok(error instanceof ModelError);
    assert.equal(error.message, 'Busy. It asks to wait 6 min, until 2026-01-01T00:05:01.000Z; run again after that.');
    assert.equal(error.retryAfterMs, 301_000);
    assert.equal(error.retryable, false);
    assert.deepEqual(clock.waits, []);
  });

  it('tells why and when it tries again, then starts anew', async () => {
    const { retries, text: said } = await answer(scripted([text('a'), busy()], [text('b'), stop]), { baseDelayMs: 10 });
    assert.deepEqual(retries, [{ type: 'retry', attempt: 2, reason: 'Busy.', kind: 'rate-limit', delayMs: 10 }]);
    assert.equal(said, 'b');
  });

  it('does not retry what is no model error', async () => {
    const bug = new TypeError('a bug');
    assert.equal((await answer(scripted([bug]))).error, bug);
    assert.deepEqual(clock.waits, []);
  });

  it('takes an end without a finish for a cut', async () => {
    const { error } = await answer(scripted([text('a')]), { maxAttempts: 1 });
    assert.ok(error instanceof ModelError);
    assert.equal(error.kind, 'incomplete');
    assert.equal(error.retryable, true);
  });

  it('takes white space for an empty answer', async () => {
    const { error } = await answer(scripted([text(' \n'), stop]));
    assert.ok(error instanceof ModelError);
    assert.equal(error.kind, 'bad-answer');
  });

  it('does not call a finish reason of another kind an answer', async () => {
    const { error } = await answer(scripted([text('a'), { type: 'finish', reason: 'other', detail: 'tool_calls' }]));
    assert.ok(error instanceof ModelError);
    assert.match(error.message, /\(tool_calls\)/);
  });

  it('does not speak of a retry when the failure and the abort come together', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const provider: ModelProvider = {
      id: 'late',
      async *stream() {
        yield await Promise.resolve(text('a'));
        controller.abort(reason);
        throw busy();
      },
    };
    const { error, retries } = await collect(streamAnswer(provider, request('late'), { signal: controller.signal, idleTimeoutMs, clock }));
    assert.equal(error, reason);
    assert.deepEqual(retries, []);
  });

  it('says nothing of chunks without text', async () => {
    const provider = scripted([text(''), text('a'), text(''), stop]);
    const events = await all(streamAnswer(provider, request('scripted'), { signal: new AbortController().signal, idleTimeoutMs, clock }));
    assert.deepEqual(events, [text('a'), { type: 'finish' }]);
  });

  it('counts only its own waiting as idle: a slow consumer is no stall', async () => {
    const { signal } = new AbortController();
    const events = streamAnswer(scripted([text('a'), text('b'), stop]), request('scripted'), { signal, idleTimeoutMs, clock });
    let said = '';
    for await (const event of events) {
      if (event.type === 'text') said += event.text;
      assert.equal(clock.pending, 0);
      clock.passIdleLimit();
    }
    assert.equal(said, 'ab');
  });
});
