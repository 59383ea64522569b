import assert from 'node:assert/strict';
import { AdaptiveLimit, type Slot } from '../../../src/core/models/adaptiveLimit';
import { adaptiveAsk } from '../../../src/core/models/adaptiveAsk';
import { ModelError } from '../../../src/core/models/modelError';
import type { AnswerPart } from '../../../src/core/run/executeNode';
import { settled } from '../run/fakeModels';
import { all, request } from './collect';

describe('AdaptiveLimit', () => {
  const { signal } = new AbortController();

  async function take(limit: AdaptiveLimit, count: number): Promise<Slot[]> {
    return Promise.all(Array.from({ length: count }, () => limit.acquire(signal)));
  }

  it('lets so many in and no more, in the order in which they came', async () => {
    const limit = new AdaptiveLimit(2);
    const [first, second] = await take(limit, 2);
    const entered: string[] = [];
    void limit.acquire(signal).then(() => entered.push('third'));
    void limit.acquire(signal).then(() => entered.push('fourth'));
    await settled();
    assert.deepEqual(entered, []);
    first!.release(true);
    await settled();
    assert.deepEqual(entered, ['third']);
    second!.release(true);
    await settled();
    assert.deepEqual(entered, ['third', 'fourth']);
  });

  it('halves once for all calls that were in flight together, and again when they complain again', async () => {
    const limit = new AdaptiveLimit(32);
    const slots = await take(limit, 32);
    for (const slot of slots) slot.rateLimited();
    assert.equal(limit.current, 16);
    for (const slot of slots) slot.rateLimited();
    assert.equal(limit.current, 8);
  });

  it('never falls below one', async () => {
    const limit = new AdaptiveLimit(3);
    const [slot] = await take(limit, 1);
    for (let i = 0; i < 5; i++) slot!.rateLimited();
    assert.equal(limit.current, 1);
  });

  it('recovers by about one with each round of answers, up to what is allowed', async () => {
    const limit = new AdaptiveLimit(8);
    const [slot] = await take(limit, 1);
    slot!.rateLimited();
    slot!.release(false);
    assert.equal(limit.current, 4);
    const levels: number[] = [];
    for (let round = 0; round < 6; round++) {
      for (const held of await take(limit, limit.current)) held.release(true);
      levels.push(limit.current);
    }
    assert.deepEqual(levels, [4, 5, 6, 7, 8, 8]);
  });

  it('counts a failure as no recovery, and a slot that is released twice once', async () => {
    const limit = new AdaptiveLimit(1);
    const [slot] = await take(limit, 1);
    slot!.release(false);
    slot!.release(false);
    await limit.acquire(signal);
    let entered = false;
    void limit.acquire(signal).then(() => (entered = true));
    await settled();
    assert.equal(entered, false);
  });

  it('forgets who gives up waiting, with the reason of the abort', async () => {
    const limit = new AdaptiveLimit(1);
    const [slot] = await take(limit, 1);
    const controller = new AbortController();
    const waiting = limit.acquire(controller.signal);
    const next = limit.acquire(signal);
    const reason = new Error('Enough.');
    controller.abort(reason);
    await assert.rejects(waiting, reason);
    await assert.rejects(limit.acquire(controller.signal), reason);
    slot!.release(true);
    await next;
  });
});

describe('adaptiveAsk', () => {
  /** Calls that end when the test says so. */
  function manual() {
    const ends: ((error?: Error) => void)[] = [];
    async function* ask(): AsyncGenerator<AnswerPart> {
      await new Promise<void>((resolve, reject) => ends.push((error) => (error ? reject(error) : resolve())));
      yield { type: 'retry', attempt: 2, reason: 'Busy.', kind: 'rate-limit' };
      yield { type: 'finish' };
    }
    return { ends, ask };
  }

  it('has fewer calls in flight after a 429 that was retried, at that provider only', async () => {
    const { ends, ask } = manual();
    const adaptive = adaptiveAsk(ask, 2);
    const { signal } = new AbortController();
    const slow = Array.from({ length: 4 }, () => all(adaptive(request('slow'), signal)));
    await settled();
    assert.equal(ends.length, 2);
    ends[0]!();
    assert.deepEqual((await slow[0]!).map(({ type }) => type), ['retry', 'finish']);
    await settled();
    assert.equal(ends.length, 2, 'the limit is one now, and one is in flight');
    void all(adaptive(request('other'), signal));
    void all(adaptive(request('other'), signal));
    await settled();
    assert.equal(ends.length, 4, 'another provider still has two');
  });

  it('takes a 429 that nothing was left to retry for one too, and goes on after failures', async () => {
    const { ends, ask } = manual();
    const adaptive = adaptiveAsk(ask, 2);
    const { signal } = new AbortController();
    const calls = Array.from({ length: 3 }, () => all(adaptive(request('slow'), signal)));
    await settled();
    const busy = new ModelError('rate-limit', 'Gave up.');
    ends[0]!(busy);
    await assert.rejects(calls[0]!, busy);
    await settled();
    assert.equal(ends.length, 2);
    ends[1]!(new Error('Broken.'));
    await assert.rejects(calls[1]!, /Broken/);
    await settled();
    assert.equal(ends.length, 3);
    ends[2]!();
    await calls[2];
  });
});
