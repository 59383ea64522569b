import assert from 'node:assert/strict';
import { ModelError, type Miss } from '../../../src/core/models/modelError';
import { createOpenAiProvider } from '../../../src/core/models/openai';
import type { NodePorts } from '../../../src/core/run/executeNode';
import { streamAnswer } from '../../../src/core/models/streamAnswer';
import type { Process } from '../../../src/core/flow/model';
import { startModelServer, type ModelServer } from '../../support/model-server/modelServer';
import type { Reply } from '../../support/model-server/reply';
import { idleTimeoutMs, TestClock } from '../models/testClock';
import { openMemoryStore, sourceRows, type MemoryStore } from './memoryStore';
import { answering, flowWith, prompting, run } from './tableRuns';

const rows = 1_000;
const options = { concurrency: 8 };
const maxAttempts = 3;
const numberOf = (text: string) => Number(text.slice(1));

let store: MemoryStore;
beforeEach(async () => {
  store = await openMemoryStore();
  store.put(sourceRows(...Array.from({ length: rows }, (_, index) => ({ text: `t${index}` }))));
});

function asking(baseURL: string): NodePorts['ask'] {
  const provider = createOpenAiProvider({ baseURL });
  return (request, signal) => streamAnswer(provider, request, { signal, retry: { maxAttempts }, idleTimeoutMs, clock: new TestClock() });
}

describe('runTable where no model can be reached', function () {
  // The first request loads the SDK.
  this.timeout(60_000);
  const flow = flowWith([prompting('a', 'text', { llm_provider: 'openai', model_type: 'gpt-5-mini' })]);
  let server: ModelServer;
  beforeEach(async () => {
    server = await startModelServer();
  });
  afterEach(() => server.close());

  const page = '<!doctype html>\n<title>Log in</title>';
  const answers: readonly (readonly [string, Reply, RegExp, number])[] = [
    ['a web page', { status: 200, contentType: 'text/html', body: page }, /sent something other than a streamed answer: “<!doctype html> <title>Log in<\/title>”\. Check the base URL\./, 1],
    ['a web page of a gateway', { status: 502, contentType: 'text/html', body: page }, /failed \(502\): <!doctype html> <title>Log in<\/title>\. Check the base URL, or wait until the server behind it is back\. Gave up after 3 attempts\./, maxAttempts],
    ['that there is no such page', { status: 404, contentType: 'text/html', body: page }, /does not know this \(404\).* Check the model “gpt-5-mini” and the base URL\./, 1],
  ];

  for (const [what, reply, reason, attempts] of answers) {
    it(`ends after the first rows where a server answers with ${what}, and goes on when it does not any more`, async () => {
      server.script(() => reply);
      const { result } = await run({ store, flow, ask: asking(server.openaiBaseURL), options });
      assert.equal(result.status, 'failed');
      assert.match(result.error ?? '', reason);
      assert.match(result.error ?? '', new RegExp(`at ${new URL(server.openaiBaseURL).host}`));
      assert.ok(server.requests.length <= 16 * attempts, `${server.requests.length} requests`);
      assert.ok(store.results.size >= 8 && store.results.size <= 16, `${store.results.size} rows were tried`);
      server.script(() => ({ text: '<output>fine</output>' }));
      const again = await run({ store, flow, ask: asking(server.openaiBaseURL), options });
      assert.deepEqual([again.result.status, again.result.completed, again.result.failed], ['completed', rows, 0]);
    });
  }

  it('ends after the first rows where nothing answers, each after all its attempts', async () => {
    const { openaiBaseURL } = server;
    await server.close();
    const { result } = await run({ store, flow, ask: asking(openaiBaseURL), options });
    const host = new URL(openaiBaseURL).host;
    assert.equal(
      result.error,
      `The run was stopped, because 8 rows in a row reached no model. The OpenAI-compatible server at ${host} does not answer (ECONNREFUSED). ` +
        'Check that it runs and that the base URL is right. Gave up after 3 attempts. Rows that were not tried stay as they were: run again to go on.',
    );
    assert.deepEqual([...new Set([...store.results.values()].map(({ attempts }) => attempts))], [maxAttempts]);
    assert.ok(store.results.size <= 16, `${store.results.size} rows were tried`);
  });
});

describe('runTable in an outage', () => {
  const missing = (miss: Miss) => new ModelError('network', 'Nobody there.', { miss, retryable: false });
  const runWith = (failure: (place: number, prompt: string) => Error | undefined, processes: readonly Process[] = [prompting('a')]) =>
    run({
      store,
      flow: flowWith(processes),
      ask: answering(({ input_data, prompt }) => {
        const error = failure(numberOf(input_data), prompt);
        if (error) throw error;
        return 'fine';
      }).ask,
      options,
    });

  it('goes on after one that passes, and runs its rows again the next time', async () => {
    const { result } = await runWith((place) => (place >= 100 && place < 130 ? missing('no-answer') : undefined));
    assert.deepEqual([result.error, result.completed, result.failed], [undefined, 970, 30]);
    const again = await runWith(() => undefined);
    assert.deepEqual([again.result.status, again.result.completed, again.result.skipped], ['completed', 30, 970]);
  });

  it('ends in one that lasts, and leaves the rest as it was', async () => {
    const { result } = await runWith((place) => (place >= 100 ? missing('no-answer') : undefined));
    assert.match(result.error ?? '', /^The run was stopped, because 40 rows in a row reached no model\. Nobody there\. /);
    assert.equal(result.completed, 100);
    assert.ok(store.results.size >= 140 && store.results.size <= 148, `${store.results.size} rows were tried`);
  });

  it('does not take the results of another process for hope', async () => {
    const { result } = await runWith((_, prompt) => (prompt.startsWith('b') ? missing('no-answer') : undefined), [prompting('a'), prompting('b')]);
    assert.match(result.error ?? '', /because 8 rows in a row/);
  });

  for (const [what, other] of [
    ['a model answers in between, if only with a failure', new ModelError('bad-request', 'Too long.')],
    ['it is not the same trouble throughout', missing('no-api')],
  ] as const) {
    it(`goes on where ${what}`, async () => {
      const { result } = await runWith((place) => (place % 4 === 0 ? other : missing('no-answer')));
      assert.deepEqual([result.error, result.failed], [undefined, rows]);
    });
  }
});
