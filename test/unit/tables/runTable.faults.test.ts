import assert from 'node:assert/strict';
import { createOpenAiProvider } from '../../../src/core/models/openai';
import type { NodePorts } from '../../../src/core/run/executeNode';
import { streamAnswer } from '../../../src/core/models/streamAnswer';
import { numbers } from '../../support/numbers';
import { startModelServer, type ModelServer, type RecordedRequest } from '../../support/model-server/modelServer';
import type { Reply } from '../../support/model-server/reply';
import { idleTimeoutMs, TestClock } from '../models/testClock';
import { openMemoryStore, sourceRows } from './memoryStore';
import { flowWith, prompting, run } from './tableRuns';

const rows = 240;
const maxAttempts = 4;
const stall: Reply = { silence: 'stall' };

/** Each comes with a probability of a fifth of its own, so that two of three requests fail. */
const faults: readonly Reply[] = [
  { status: 429, headers: { 'retry-after': '3' } },
  { status: 500 },
  stall,
  { text: 'Half of <output>', fault: { type: 'reset', afterChunks: 1 } },
  { text: 'Half of <output>', fault: { type: 'broken-json', afterChunks: 1 } },
];

const answerTo = ({ prompt }: RecordedRequest): Reply => ({ text: `Well. <output>${prompt}</output>` });

describe('runTable with a provider that goes wrong', function () {
  // The first request loads the SDK.
  this.timeout(60_000);
  let server: ModelServer;
  beforeEach(async () => {
    server = await startModelServer();
  });
  afterEach(() => server.close());

  it('ends every row, Completed with its own answer or Failed with its error, after a bounded number of requests', async () => {
    const clocks = new Map<string, TestClock>();
    const provider = createOpenAiProvider({ baseURL: server.openaiBaseURL });
    const ask: NodePorts['ask'] = (request, signal) => {
      const clock = new TestClock();
      clocks.set(request.prompt, clock);
      return streamAnswer(provider, request, { signal, retry: { maxAttempts }, idleTimeoutMs, clock });
    };
    const random = numbers(42);
    server.script((request) => {
      const reply = faults.find(() => random(5) === 0) ?? answerTo(request);
      if (reply === stall) setImmediate(() => clocks.get(request.prompt)?.passIdleLimit());
      return reply;
    });
    const store = await openMemoryStore();
    store.put(sourceRows(...Array.from({ length: rows }, (_, index) => ({ text: `t${index}` }))));
    const flow = flowWith([prompting('a', 'text', { llm_provider: 'openai', model_type: 'gpt-5-mini' })]);
    const setup = { store, flow, ask, options: { concurrency: 16, retryFailed: true } };

    const { result } = await run(setup);
    assert.equal(result.completed + result.failed, rows);
    assert.ok(result.completed > rows / 2 && result.failed > 0, 'the faults give some of each');
    let attempts = 0;
    for (const row of store.results.values()) {
      attempts += row.attempts;
      assert.ok(row.attempts <= maxAttempts);
      if (row.status === 'Completed') assert.equal(row.result, `a: t${Number(row.reference_id.slice(1)) - 1}`);
      else assert.match(row.error ?? '', /Gave up after 4 attempts\.$/);
    }
    assert.equal(server.requests.length, attempts);
    const waits = [...clocks.values()].flatMap((clock) => clock.waits);
    assert.equal(waits.length, attempts - rows, 'a wait before each further attempt');
    assert.ok(waits.includes(3_000), 'the one that the provider asks for, where it does');

    server.script(answerTo);
    const again = await run(setup);
    assert.deepEqual([again.result.status, again.result.completed], ['completed', result.failed]);
    assert.equal(server.requests.length, attempts + result.failed);
  });
});
