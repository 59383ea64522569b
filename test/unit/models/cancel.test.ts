import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { createAnthropicProvider } from '../../../src/core/models/anthropic';
import { createOpenAiProvider } from '../../../src/core/models/openai';
import { streamAnswer } from '../../../src/core/models/streamAnswer';
import { startModelServer, type ModelServer } from '../../support/model-server/modelServer';
import { inOrder } from '../../support/model-server/reply';
import { collect, request } from './collect';
import { idleTimeoutMs, TestClock } from './testClock';

const reason = new Error('The user cancelled.');

for (const id of ['openai', 'anthropic'] as const) {
  describe(`cancelling an answer from ${id}`, function () {
    this.timeout(20_000);
    let server: ModelServer;
    let clock: TestClock;
    let controller: AbortController;
    beforeEach(async () => {
      server = await startModelServer();
      clock = new TestClock({ holdsWaits: true });
      controller = new AbortController();
    });
    afterEach(() => server.close());

    function answer() {
      const provider =
        id === 'openai'
          ? createOpenAiProvider({ baseURL: server.openaiBaseURL })
          : createAnthropicProvider({ baseURL: server.anthropicBaseURL });
      return streamAnswer(provider, request(id), { signal: controller.signal, idleTimeoutMs, clock });
    }

    function assertNothingIsLeft(): void {
      assert.equal(clock.pending, 0);
      assert.deepEqual(getEventListeners(controller.signal, 'abort'), []);
    }

    it('tears down the request while the text arrives', async () => {
      server.script(inOrder({ text: 'one two three', fault: { type: 'stall', afterChunks: 1 } }));
      const { error, text } = await collect(answer(), () => setImmediate(() => controller.abort(reason)));
      assert.equal(error, reason);
      assert.equal(text, 'one ');
      assert.equal(await server.requests[0]!.aborted, true);
      assertNothingIsLeft();
    });

    it('tears down the request before the response', async () => {
      server.script(inOrder({ silence: 'stall' }));
      const result = collect(answer());
      await server.arrived(1);
      controller.abort(reason);
      assert.equal((await result).error, reason);
      assert.equal(await server.requests[0]!.aborted, true);
      assertNothingIsLeft();
    });

    it('wins over the wait before the next attempt', async () => {
      server.script(inOrder({ status: 429, headers: { 'retry-after': '60' } }));
      const { error, retries } = await collect(answer(), ({ type }) => {
        if (type === 'retry') setImmediate(() => controller.abort(reason));
      });
      assert.equal(error, reason);
      assert.deepEqual(retries.map(({ delayMs }) => delayMs), [60_000]);
      assert.equal(server.requests.length, 1);
      assertNothingIsLeft();
    });

    it('before the start makes no request', async () => {
      controller.abort(reason);
      assert.equal((await collect(answer())).error, reason);
      assert.equal(server.requests.length, 0);
      assertNothingIsLeft();
    });

    it('is also what a consumer does who stops reading', async () => {
      server.script(inOrder({ text: 'one two three', fault: { type: 'stall', afterChunks: 1 } }));
      for await (const event of answer()) if (event.type === 'text') break;
      assert.equal(await server.requests[0]!.aborted, true);
      assertNothingIsLeft();
    });

    it('has nothing left to do after a whole answer', async () => {
      const { finish } = await collect(answer());
      assert.ok(finish);
      assertNothingIsLeft();
    });
  });
}
