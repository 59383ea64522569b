import assert from 'node:assert/strict';
import { createAnthropicProvider } from '../../../src/core/models/anthropic';
import { ModelError } from '../../../src/core/models/modelError';
import { createOpenAiProvider } from '../../../src/core/models/openai';
import type { ModelProvider } from '../../../src/core/models/provider';
import { streamAnswer } from '../../../src/core/models/streamAnswer';
import { startModelServer, type ModelServer } from '../../support/model-server/modelServer';
import { inOrder } from '../../support/model-server/reply';
import { atOnce, broken, everyTime, good, inTheEnd, start, text, type Row } from './answerRows';
import { collect, request, type Collected } from './collect';
import { idleTimeoutMs, TestClock } from './testClock';

const maxAttempts = 3;

const providers: readonly { id: 'openai' | 'anthropic'; create: (server: ModelServer) => ModelProvider }[] = [
  { id: 'openai', create: (server) => createOpenAiProvider({ baseURL: server.openaiBaseURL, apiKey: 'sk-secret-secret' }) },
  { id: 'anthropic', create: (server) => createAnthropicProvider({ baseURL: server.anthropicBaseURL, apiKey: 'sk-secret-secret' }) },
];

for (const { id, create } of providers) {
  describe(`an answer from ${id}`, function () {
    // The first test loads the SDK.
    this.timeout(20_000);
    let server: ModelServer;
    let clock: TestClock;
    beforeEach(async () => {
      server = await startModelServer();
      clock = new TestClock();
    });
    afterEach(() => server.close());

    const answer = () =>
      streamAnswer(create(server), request(id), {
        signal: new AbortController().signal,
        retry: { maxAttempts },
        idleTimeoutMs,
        clock,
        random: () => 1,
      });

    function assertOutcome(row: Omit<Row, 'does' | 'replies'>, result: Collected, requests: number): void {
      if (row.fails === undefined) {
        assert.equal(result.error, undefined);
        assert.ok(result.finish);
      } else {
        assert.ok(result.error instanceof ModelError, String(result.error));
        assert.equal(result.error.kind, row.fails);
        assert.match(result.error.message, row.says ?? /Gave up after 3 attempts\.$/);
        assert.equal(result.finish, undefined);
      }
      assert.equal(result.text, row.text ?? '');
      assert.equal(server.requests.length, requests);
      assert.deepEqual(
        result.retries.map(({ attempt }) => attempt),
        Array.from({ length: requests - 1 }, (_, index) => index + 2),
      );
      if (row.waits) assert.deepEqual(clock.waits, row.waits);
      assert.equal(clock.pending, 0);
    }

    for (const { outcome, rows, requests } of [
      { outcome: 'is a failure after every attempt', rows: everyTime, requests: () => maxAttempts },
      { outcome: 'is a failure at once', rows: atOnce, requests: () => 1 },
      { outcome: 'is whole in the end', rows: inTheEnd, requests: (row: Row) => row.replies.length },
    ]) {
      for (const row of rows) {
        it(`${outcome} when the server ${row.does}`, async () => {
          server.script(inOrder(...row.replies));
          assertOutcome(row, await collect(answer()), requests(row));
        });
      }
    }

    it('fails at the idle limit when the server stalls after some text', async () => {
      server.script(inOrder(broken('stall')));
      let heard = '';
      const result = await collect(answer(), (event) => {
        heard = event.type === 'text' ? heard + event.text : '';
        if (heard === start) setImmediate(() => clock.passIdleLimit());
      });
      assertOutcome({ fails: 'timeout', says: /sent nothing for 78 s/, text: start }, result, maxAttempts);
      for (const { aborted } of server.requests) assert.equal(await aborted, true);
    });

    it('fails at the idle limit when the server stalls before the response', async () => {
      server.script(inOrder({ silence: 'stall' }, good));
      const result = collect(answer());
      await server.arrived(1);
      clock.passIdleLimit();
      assertOutcome({ text }, await result, 2);
      assert.equal(await server.requests[0]!.aborted, true);
    });

    it('comes with the tokens it took', async () => {
      server.script(inOrder(good));
      const { finish } = await collect(answer());
      assert.deepEqual(finish, { type: 'finish', usage: { input_tokens: 2, output_tokens: 6 } });
    });

    it('leaves its connection to the next ones', async () => {
      for (let i = 0; i < 6; i++) assert.ok((await collect(answer())).finish);
      // Two, because the end of one response and the next request may cross.
      assert.ok(new Set(server.requests.map(({ port }) => port)).size <= 2);
    });

    it('says so when nobody listens at the base URL', async () => {
      await server.close();
      const { error } = await collect(answer());
      assert.ok(error instanceof ModelError);
      assert.equal(error.kind, 'network');
      assert.match(error.message, /at 127\.0\.0\.1:\d+ does not answer \(ECONNREFUSED\)/);
      server = await startModelServer();
    });
  });
}
