import assert from 'node:assert/strict';
import type { VectorModel } from '../../../src/core/knowledge/knowledgeBase';
import { batches } from '../../../src/core/models/embeddings/batches';
import { createEmbed } from '../../../src/core/models/embeddings/createEmbed';
import { chooseEmbeddingModel } from '../../../src/core/models/embeddings/embeddingModel';
import type { EmbeddingSettings } from '../../../src/core/models/embeddings/embeddingSettings';
import { ModelError, type ModelErrorKind } from '../../../src/core/models/modelError';
import { createTurnsOf, type RateLimit } from '../../../src/core/models/rateLimit';
import { embeddingsFromEnvironment } from '../../../src/core/models/settings';
import { usualDimensions, wordVector, type JsonReply } from '../../support/model-server/jsonEndpoints';
import { startModelServer, type ModelServer } from '../../support/model-server/modelServer';
import { idleTimeoutMs, TestClock } from './testClock';

const { signal } = new AbortController();
const apiKey = 'sk-very-secret-0123456789';
const model: VectorModel = { kind: 'openai', model: 'test-embedding', dimensions: usualDimensions };

describe('createEmbed', () => {
  let server: ModelServer;
  let clock: TestClock;
  beforeEach(async () => {
    server = await startModelServer();
    clock = new TestClock();
  });
  afterEach(() => server.close());

  const settings = (more: EmbeddingSettings = {}): EmbeddingSettings => ({
    openai: { baseURL: server.openaiBaseURL, apiKey },
    retry: { maxAttempts: 3 },
    timeoutMs: idleTimeoutMs,
    ...more,
  });
  const embed = (texts: readonly string[], more: EmbeddingSettings = {}, asked = model) => createEmbed(settings(more), { clock, random: () => 1 })(asked, texts, signal);
  const bodies = () => server.json.requests.map(({ body }) => body as { model: string; input: string[]; encoding_format?: string });

  it('gives a vector for each text, in their order', async () => {
    const texts = ['one two', 'three', '', 'Grüße 😀'];
    assert.deepEqual(await embed(texts), texts.map((text) => wordVector(text, usualDimensions)));
    assert.equal(server.json.requests[0]!.headers.authorization, `Bearer ${apiKey}`);
    assert.equal(bodies()[0]!.model, 'test-embedding');
    assert.ok(!bodies()[0]!.input.includes(''));
  });

  it('asks for many texts in several requests', async () => {
    const texts = Array.from({ length: 200 }, (_, index) => `text ${index}`);
    const vectors = await embed(texts);
    assert.deepEqual(bodies().map(({ input }) => input.length), [96, 96, 8]);
    assert.deepEqual(vectors[150], wordVector('text 150', usualDimensions));
  });

  it('asks for nothing where there is no text', async () => {
    assert.deepEqual(await embed([]), []);
    assert.equal(server.json.requests.length, 0);
  });

  it('takes plain numbers, and does without base64 where that is refused', async () => {
    server.json.script(({ body }) =>
      JSON.stringify(body).includes('encoding_format') ? { status: 400, body: '{"error": {"message": "Unknown field encoding_format"}}' } : undefined,
    );
    assert.deepEqual(await embed(['one']), [wordVector('one', usualDimensions)]);
    assert.equal(server.json.requests.length, 2);
  });

  it('takes vectors without an index in the order in which they come', async () => {
    server.json.script(() => ({ body: JSON.stringify({ data: [{ embedding: [1, 0] }, { embedding: [0, 1] }] }) }));
    assert.deepEqual(await embed(['a', 'b'], {}, { ...model, dimensions: 2 }), [Float32Array.of(1, 0), Float32Array.of(0, 1)]);
  });

  it('asks an Ollama without a key, where that is chosen', async () => {
    await embed(['one'], { provider: 'ollama', openai: { apiKey }, ollama: { baseURL: server.openaiBaseURL } });
    assert.equal(server.json.requests[0]!.headers.authorization, undefined);
  });

  const data = (...embeddings: unknown[]) => ({ body: JSON.stringify({ data: embeddings.map((embedding, index) => ({ index, embedding })) }) });
  const vector = Array.from({ length: usualDimensions }, () => 1);
  const base64 = (numbers: readonly number[]) => Buffer.from(Float32Array.from(numbers).buffer).toString('base64');

  const faults: readonly { does: string; reply: JsonReply; kind: ModelErrorKind; says: RegExp; attempts?: number }[] = [
    { does: 'fails', reply: { status: 500, body: '' }, kind: 'server', says: /failed \(500\).*Gave up after 3 attempts/ },
    { does: 'breaks off', reply: { cut: 20 }, kind: 'network', says: /Gave up/ },
    { does: 'resets the connection', reply: { silence: 'reset' }, kind: 'network', says: /closed the connection/ },
    { does: 'sends broken JSON', reply: { body: '{"data": [' }, kind: 'bad-answer', says: /other than JSON/ },
    { does: 'sends something else', reply: { body: '{"ok": true}' }, kind: 'bad-answer', says: /other than vectors/ },
    { does: 'sends too few', reply: data(vector), kind: 'bad-answer', says: /1 vectors for 2 texts/ },
    { does: 'sends one twice', reply: { body: JSON.stringify({ data: [0, 0].map((index) => ({ index, embedding: vector })) }) }, kind: 'bad-answer', says: /no vector for text 2 of 2/ },
    { does: 'sends null for a number', reply: data(vector, [...vector.slice(1), null]), kind: 'bad-answer', says: /other than numbers/ },
    { does: 'sends NaN in base64', reply: data(base64(vector), base64([...vector.slice(1), NaN])), kind: 'bad-answer', says: /other than numbers/ },
    { does: 'sends half a number in base64', reply: data('AAA=', 'AAA='), kind: 'bad-answer', says: /other than numbers/ },
    { does: 'sends a vector of zeros', reply: data(vector, vector.map(() => 0)), kind: 'bad-answer', says: /without a direction/ },
    { does: 'makes longer vectors', reply: data([...vector, 1], [...vector, 1]), kind: 'bad-answer', says: /65 numbers with “test-embedding”; the knowledge base was made with 64\. Ask the server/, attempts: 1 },
    { does: 'refuses the key', reply: { status: 401, body: `{"error": "No key ${apiKey}"}` }, kind: 'auth', says: /\(401\): No key \[key\]/, attempts: 1 },
    { does: 'does not know the model', reply: { status: 404, body: '{"error": "model not found"}' }, kind: 'not-found', says: /Check the model “test-embedding”/, attempts: 1 },
    { does: 'wants to be left alone for a day', reply: { status: 429, body: '', headers: { 'retry-after': '86400' } }, kind: 'quota', says: /wait 24 h/, attempts: 1 },
  ];
  for (const { does, reply, kind, says, attempts = 3 } of faults) {
    it(`is an error in words when the server ${does}`, async () => {
      server.json.script(() => reply);
      await assert.rejects(embed(['a', 'b']), (error) => {
        assert.ok(error instanceof ModelError);
        assert.equal(error.kind, kind);
        assert.match(error.message, says);
        assert.ok(!error.message.includes(apiKey));
        return true;
      });
      assert.equal(server.json.requests.length, attempts);
      assert.equal(clock.pending, 0);
    });
  }

  it('waits as long as it is asked to, and goes on from that batch', async () => {
    const texts = Array.from({ length: 100 }, (_, index) => `text ${index}`);
    let count = 0;
    server.json.script(() => (++count === 2 ? { status: 429, body: '', headers: { 'retry-after': '7' } } : undefined));
    assert.equal((await embed(texts)).length, 100);
    assert.deepEqual(bodies().map(({ input }) => input.length), [96, 4, 4]);
    assert.deepEqual(clock.waits, [7_000]);
  });

  describe('under a rate limit', () => {
    const characters = (length: number) => 'x'.repeat(length);

    /** Turns as the window shares them, and the vectors that take them. */
    const shared = (limit: RateLimit, more: EmbeddingSettings = {}) => {
      const turnsOf = createTurnsOf(clock);
      const limited = settings({ rateLimits: { openai: limit, ollama: limit }, ...more });
      return {
        embed: (texts: readonly string[]) => createEmbed(limited, { clock, random: () => 1, turnsOf })(model, texts, signal),
        /** How long an answer of that provider would wait now, in seconds. */
        answer: async (provider: 'openai' | 'ollama', length: number) => {
          clock.waits.length = 0;
          await turnsOf(provider, limit)?.(length, signal);
          return (clock.waits[0] ?? 0) / 1_000;
        },
      };
    };

    it('takes its turns with the answers of the same provider, and of no other', async () => {
      const { embed: embedLimited, answer } = shared({ requestsPerMinute: 30 });
      await embedLimited(['a']);
      assert.equal(await answer('openai', 1), 1);
      await embedLimited(['a']);
      assert.deepEqual(clock.waits, [1_000, 3_000]);
      assert.equal(await answer('ollama', 1), 0);
    });

    it('takes the turns of Ollama where that makes the vectors', async () => {
      const { embed: embedLimited, answer } = shared({ requestsPerMinute: 30 }, { provider: 'ollama', ollama: { baseURL: server.openaiBaseURL } });
      await embedLimited(['a']);
      assert.deepEqual([await answer('openai', 1), await answer('ollama', 1)], [0, 1]);
    });

    it('takes a turn for each attempt', async () => {
      let count = 0;
      server.json.script(() => (++count === 1 ? { status: 500, body: '' } : undefined));
      await shared({ requestsPerMinute: 6 }).embed(['a']);
      assert.deepEqual(clock.waits, [1_000, 9_000]);
    });

    it('counts the tokens that the server says it took', async () => {
      server.json.script(({ body }) => ({ body: JSON.stringify({ data: (body as { input: string[] }).input.map((text) => ({ embedding: [...wordVector(text, usualDimensions)] })), usage: { prompt_tokens: 500 } }) }));
      const { embed: embedLimited, answer } = shared({ tokensPerMinute: 1_000 });
      await embedLimited(['one']);
      assert.equal(await answer('openai', 4), 29);
    });

    it('leaves turns for an answer between its requests', async () => {
      const { embed: embedLimited, answer } = shared({ tokensPerMinute: 1_000 });
      const waited: Promise<number>[] = [];
      server.json.script(() => {
        if (waited.length === 0) waited.push(answer('openai', 4));
        return undefined;
      });
      await embedLimited(Array.from({ length: 20 }, () => characters(100)));
      assert.deepEqual(bodies().map(({ input }) => input.length), Array.from({ length: 10 }, () => 2));
      assert.deepEqual(await Promise.all(waited), [2]);
    });

    it('asks for more at once where few requests are allowed', async () => {
      await shared({ tokensPerMinute: 1_000, requestsPerMinute: 2 }).embed(Array.from({ length: 20 }, () => characters(100)));
      assert.equal(bodies().length, 1);
    });

    it('gives its turn back when it is cancelled', async () => {
      clock = new TestClock({ holdsWaits: true });
      const turnsOf = createTurnsOf(clock);
      const limit = { requestsPerMinute: 6 };
      await turnsOf('openai', limit)?.(1, signal);
      const stop = new AbortController();
      const work = createEmbed(settings({ rateLimits: { openai: limit } }), { clock, turnsOf })(model, ['a'], stop.signal);
      while (clock.waits.length === 0) await new Promise(setImmediate);
      stop.abort(new Error('Enough.'));
      await assert.rejects(work, /Enough/);
      assert.equal(server.json.requests.length, 0);
      void turnsOf('openai', limit)?.(1, signal);
      assert.deepEqual(clock.waits, [9_000, 9_000]);
    });
  });

  it('gives up on a server that never answers', async () => {
    server.json.script(() => ({ silence: 'stall' }));
    const asked = embed(['a'], { retry: { maxAttempts: 1 } });
    while (server.json.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    clock.passIdleLimit();
    await assert.rejects(asked, /has not answered for 78 s/);
  });

  it('can be cancelled while it waits', async () => {
    server.json.script(() => ({ silence: 'stall' }));
    const controller = new AbortController();
    const asked = createEmbed(settings())(model, ['a'], controller.signal);
    setTimeout(() => controller.abort(new Error('Enough.')), 20);
    await assert.rejects(asked, /Enough/);
  });

  it('says that a key is missing before it asks', async () => {
    await assert.rejects(embed(['a'], { openai: {} }), /OpenAI needs an API key and none is set/);
  });
});

describe('batches', () => {
  it('hold so many characters, and a longer text alone', () => {
    const long = 'x'.repeat(250_000);
    const some = 'y'.repeat(150_000);
    assert.deepEqual([...batches(['a', long, 'b', some, some])].map((batch) => batch.map(({ length }) => length)), [[1], [250_000], [1, 150_000], [150_000]]);
  });
});

describe('chooseEmbeddingModel', () => {
  it('needs no model by default', async () => {
    assert.deepEqual(await chooseEmbeddingModel({}, signal), { kind: 'lexical' });
  });

  it('asks how long the vectors are', async () => {
    const server = await startModelServer();
    const at = { openai: { baseURL: server.openaiBaseURL }, ollama: { baseURL: server.openaiBaseURL } };
    assert.deepEqual(await chooseEmbeddingModel({ provider: 'openai', ...at }, signal), { kind: 'openai', model: 'text-embedding-3-small', dimensions: usualDimensions });
    assert.deepEqual(await chooseEmbeddingModel({ provider: 'ollama', ...at }, signal), { kind: 'openai', model: 'nomic-embed-text', dimensions: usualDimensions });
    assert.deepEqual(await chooseEmbeddingModel({ provider: 'ollama', model: 'mine', ...at }, signal), { kind: 'openai', model: 'mine', dimensions: usualDimensions });
    await server.close();
  });
});

describe('embeddingsFromEnvironment', () => {
  it('reads who makes vectors', () => {
    const env = { OPENAI_API_KEY: 'k', LLMFLOW_EMBEDDINGS_PROVIDER: ' ollama ' };
    assert.deepEqual(embeddingsFromEnvironment(env), { openai: { apiKey: 'k' }, ollama: {}, provider: 'ollama' });
    assert.deepEqual(embeddingsFromEnvironment({ LLMFLOW_EMBEDDINGS_PROVIDER: 'oolama' }), { openai: {}, ollama: {} });
  });
});
