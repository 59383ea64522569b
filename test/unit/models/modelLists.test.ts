import assert from 'node:assert/strict';
import { anthropicService } from '../../../src/core/models/anthropic';
import { catalog } from '../../../src/core/models/catalog';
import type { Clock } from '../../../src/core/models/clock';
import { isChatModel } from '../../../src/core/models/lists/chatModels';
import { httpModels } from '../../../src/core/models/lists/httpModels';
import { ModelLists, type ModelList, type ModelListSource } from '../../../src/core/models/lists/modelLists';
import { offeredModels } from '../../../src/core/models/lists/offeredModels';
import { ModelError } from '../../../src/core/models/modelError';
import { openAiService } from '../../../src/core/models/openai';
import type { JsonReply } from '../../support/model-server/jsonEndpoints';
import { startModelServer, type ModelServer } from '../../support/model-server/modelServer';

const { signal } = new AbortController();
const apiKey = 'sk-very-secret-0123456789';

describe('asking for models', () => {
  let server: ModelServer;
  beforeEach(async () => (server = await startModelServer()));
  afterEach(() => server.close());

  const openai = () => httpModels('openai', openAiService, { baseURL: server.openaiBaseURL, apiKey });
  const anthropic = () => httpModels('anthropic', anthropicService, { baseURL: server.anthropicBaseURL, apiKey });

  it('takes those that answer prompts, of an OpenAI-compatible server', async () => {
    server.json.models = ['gpt-5', 'text-embedding-3-small', 'gpt-4o-mini-tts', 'whisper-1', 'dall-e-3', 'omni-moderation-latest', 'gpt-5'];
    assert.deepEqual(await openai().ask(signal), ['gpt-5']);
    assert.equal(server.json.requests[0]!.headers.authorization, `Bearer ${apiKey}`);
  });

  it('turns all pages of Anthropic', async () => {
    server.json.models = ['claude-a', 'claude-b', 'claude-c', 'claude-d', 'claude-e'];
    assert.deepEqual(await anthropic().ask(signal), server.json.models);
    assert.deepEqual(server.json.requests.map(({ url }) => url.searchParams.get('after_id')), [null, 'claude-b', 'claude-d']);
    assert.equal(server.json.requests[0]!.headers['x-api-key'], apiKey);
  });

  it('does not turn pages for ever', async () => {
    server.json.script(() => ({ body: JSON.stringify({ data: [{ id: 'claude-a' }], has_more: true, last_id: 'claude-a' }) }));
    assert.deepEqual(await anthropic().ask(signal), ['claude-a']);
    assert.ok(server.json.requests.length <= 2);
  });

  const faults: readonly [string, JsonReply, RegExp][] = [
    ['refuses the key, and repeats it', { status: 401, body: JSON.stringify({ error: { message: `No key ${apiKey}` } }) }, /\(401\): No key \[key\]/],
    ['does not know of lists', { status: 404, body: 'page not found' }, /\(404\): page not found\. Check the base URL\.$/],
    ['does not allow it', { status: 403, body: '' }, /\(403\)\. Check what the key may be used for\.$/],
    ['fails', { status: 500, body: '' }, /failed \(500\)/],
    ['sends a web page', { body: '<!doctype html>' }, /something other than JSON: “<!doctype html>”/],
    ['sends another thing', { body: '{"data": "none"}' }, /something other than a list of models/],
    ['breaks off', { cut: 10 }, /closed the connection|cannot be reached/],
    ['resets the connection', { silence: 'reset' }, /closed the connection/],
    ['redirects', { status: 302, body: '', headers: { location: 'http://127.0.0.1:9/' } }, /something other than an answer \(302\)/],
  ];
  for (const [does, reply, says] of faults) {
    it(`is an error in words when the server ${does}`, async () => {
      server.json.script(() => reply);
      for (const source of [openai(), anthropic()]) {
        await assert.rejects(Promise.resolve(source.ask(signal)), (error) => error instanceof ModelError && says.test(error.message) && !error.message.includes(apiKey));
      }
    });
  }

  it('can be cancelled', async () => {
    server.json.script(() => ({ silence: 'stall' }));
    const controller = new AbortController();
    const asked = openai().ask(controller.signal);
    setTimeout(() => controller.abort(new Error('Enough.')), 20);
    await assert.rejects(Promise.resolve(asked), /Enough/);
  });

  it('knows its address without what is secret in it', () => {
    assert.equal(httpModels('openai', openAiService, { baseURL: 'https://me:pass@box/v1?token=t' }).address, 'https://box/v1');
  });
});

describe('isChatModel', () => {
  it('goes by the name', () => {
    const chat = ['gpt-5', 'gpt-4.1-mini', 'o3', 'llama3.2:latest', 'qwen2.5-7b-instruct', 'deepseek-r1', 'codellama', 'claude-opus-5-5', 'gemini-2.5-pro', 'mistralai/Mistral-7B-Instruct-v0.3'];
    const other = ['text-embedding-3-small', 'mxbai-embed-large', 'all-minilm', 'tts-1-hd', 'gpt-4o-realtime-preview', 'gpt-image-1', 'gpt-3.5-turbo-instruct', 'o3-deep-research', 'gpt-5-pro', 'gpt-5-codex', 'sora-2', 'bge-m3'];
    assert.deepEqual([...chat, ...other].filter(isChatModel), chat);
  });
});

class HandClock implements Clock {
  time = 1_000_000;
  readonly timers = new Set<() => void>();
  now(): number {
    return this.time;
  }
  after(_ms: number, then: () => void): () => void {
    this.timers.add(then);
    return () => this.timers.delete(then);
  }
}

describe('ModelLists', () => {
  let clock: HandClock;
  let stored: Map<string, ModelList>;
  let changes: number;
  let asked: number;
  let answer: () => Promise<readonly string[]>;
  let source: ModelListSource;
  beforeEach(() => {
    [clock, stored, changes, asked] = [new HandClock(), new Map<string, ModelList>(), 0, 0];
    answer = () => Promise.resolve(['a', 'b']);
    source = {
      address: 'http://box/v1',
      ask: () => {
        asked++;
        return answer();
      },
    };
  });

  const create = () =>
    new ModelLists({ clock, maxAgeMs: 1_000, pauseMs: 100, store: { get: (key) => stored.get(key), set: (key, list) => void stored.set(key, list) }, changed: () => changes++ });

  it('says at once what it knows, and asks for what it does not', async () => {
    const lists = create();
    assert.deepEqual(lists.known('openai', source), {});
    await lists.refresh('openai', source);
    assert.deepEqual(lists.known('openai', source), { list: { models: ['a', 'b'], askedAt: clock.time } });
    assert.deepEqual([asked, changes], [1, 1]);
  });

  it('remembers beyond its own life, and asks again when that is old', async () => {
    await create().refresh('openai', source);
    const lists = create();
    assert.deepEqual(lists.known('openai', source).list?.models, ['a', 'b']);
    assert.equal(asked, 1);
    clock.time += 1_000;
    assert.deepEqual(lists.known('openai', source).list?.models, ['a', 'b']);
    await lists.refresh('openai', source);
    assert.equal(asked, 2);
    assert.equal(changes, 1);
  });

  it('keeps servers apart', async () => {
    const lists = create();
    await lists.refresh('openai', source);
    assert.deepEqual(lists.known('openai', { ...source, address: 'http://other/v1' }), {});
    assert.deepEqual(lists.known('ollama', source), {});
  });

  it('does not store a list that is fleeting', async () => {
    await create().refresh('vscode', { ...source, isFleeting: true });
    assert.equal(stored.size, 0);
  });

  it('keeps what it knows when asking fails, says why, and leaves the server alone for a while', async () => {
    const lists = create();
    await lists.refresh('openai', source);
    answer = () => Promise.reject(new Error('Out of order.'));
    await lists.refresh('openai', source);
    assert.deepEqual(lists.known('openai', source), { list: { models: ['a', 'b'], askedAt: clock.time }, problem: 'Out of order.' });
    clock.time += 1_000;
    lists.known('openai', source);
    await lists.refresh('openai', source);
    const before = asked;
    clock.time += 99;
    lists.known('openai', source);
    assert.equal(asked, before);
    clock.time += 1;
    lists.known('openai', source);
    assert.equal(asked, before + 1);
  });

  it('tells nothing twice, so that whoever asks at every change comes to rest', async () => {
    const lists = create();
    answer = () => Promise.reject(new Error('Out of order.'));
    await lists.refresh('openai', source);
    await lists.refresh('openai', source);
    assert.equal(changes, 1);
  });

  it('waits for nobody for ever, and lets go at the end', async () => {
    const waiting: ModelListSource = {
      address: 'slow',
      ask: (given) => new Promise((_, reject) => given.addEventListener('abort', () => reject(given.reason as Error))),
    };
    const lists = create();
    const slow = lists.refresh('openai', waiting);
    for (const fire of clock.timers) fire();
    await slow;
    assert.match(lists.known('openai', waiting).problem ?? '', /no answer within 10 s/);
    assert.equal(clock.timers.size, 0);
    const last = lists.refresh('anthropic', waiting);
    lists.dispose();
    await last;
    assert.deepEqual(changes, 1);
  });
});

describe('offeredModels', () => {
  const askedAt = 0;

  it('is the catalog where nothing is known, with a note if that could not be helped', () => {
    const models = ['auto', ...catalog.openai.models];
    assert.deepEqual(offeredModels('openai', {}, false), { models });
    assert.deepEqual(offeredModels('openai', { problem: 'Broken.' }, false), { models, note: 'The models could not be asked for. Broken.' });
  });

  it('puts the usual ones first, of those that there are', () => {
    assert.deepEqual(offeredModels('openai', { list: { models: ['gpt-4-0613', 'gpt-5', 'gpt-5-mini'], askedAt } }, false).models, ['auto', 'gpt-5-mini', 'gpt-5', 'gpt-4-0613']);
  });

  it('is the server’s own list where the server is the user’s own', () => {
    assert.deepEqual(offeredModels('openai', { list: { models: ['llama', 'gpt-5'], askedAt } }, true).models, ['auto', 'llama', 'gpt-5']);
    assert.deepEqual(offeredModels('ollama', { list: { models: [], askedAt }, problem: 'Broken.' }, true), { models: ['auto'], note: 'This list of models may be old. Broken.' });
  });
});
