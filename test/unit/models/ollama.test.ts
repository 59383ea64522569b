import assert from 'node:assert/strict';
import { ModelError } from '../../../src/core/models/modelError';
import { createOllamaProvider } from '../../../src/core/models/ollama';
import { ollamaBaseURL, ollamaOnThisMachine } from '../../../src/core/models/ollamaAddress';
import { createModels } from '../../../src/core/models/registry';
import { settingsFromEnvironment } from '../../../src/core/models/settings';
import { startModelServer, type ModelServer } from '../../support/model-server/modelServer';
import { collect, request } from './collect';

const { signal } = new AbortController();

describe('the provider ollama', function () {
  this.timeout(20_000);
  let server: ModelServer;
  beforeEach(async () => (server = await startModelServer()));
  afterEach(() => server.close());

  const ask = (model_type: string, defaultModel?: string) => {
    const models = createModels({ ollama: { baseURL: server.openaiBaseURL, ...(defaultModel && { defaultModel }) }, openai: { apiKey: 'sk-of-openai' }, retry: { maxAttempts: 1 } });
    return collect(models.stream(request('ollama', { model_type }), signal));
  };

  it('answers, and is sent no key, not even with the list', async () => {
    const { finish } = await ask('auto');
    assert.ok(finish);
    for (const { headers } of [...server.requests, ...server.json.requests]) {
      assert.equal(headers.authorization, undefined);
      assert.ok(!JSON.stringify(headers).includes('sk-of-openai'));
    }
    assert.equal(server.json.requests.length, 1);
  });

  it('takes for auto the first model that is installed and can answer, or that of the settings', async () => {
    server.json.models = ['nomic-embed-text:latest', 'llama3.2:latest', 'qwen3'];
    await ask('auto');
    await ask('auto', 'qwen3');
    await ask('mine');
    assert.deepEqual(server.requests.map(({ model }) => model), ['llama3.2:latest', 'qwen3', 'mine']);
  });

  it('says how to get a model where there is none', async () => {
    server.json.models = [];
    const { error } = await ask('auto');
    assert.ok(error instanceof ModelError && error.isGeneral);
    assert.match(error.message, /^Ollama at 127\.0\.0\.1:\d+ has no language model installed\. Get one with “ollama pull”/);
  });

  it('says where nobody answers', async () => {
    const provider = createOllamaProvider({ baseURL: 'http://127.0.0.1:9/v1' });
    const { error } = await collect(createModels({ ollama: { baseURL: 'http://127.0.0.1:9/v1' }, retry: { maxAttempts: 1 } }).stream(request(provider.id, { model_type: 'm' }), signal));
    assert.match(String(error), /Ollama at 127\.0\.0\.1:9 does not answer \(ECONNREFUSED\)/);
  });

  it('does not ask for a key where the server wants one', async () => {
    server.script(() => ({ status: 401, message: 'Who are you?' }));
    const { error } = await ask('m');
    assert.match(String(error), /refused the key \(401\): Who are you\? No key is sent there\. A server that wants one is set up as “openai”/);
  });
});

describe('the address of an Ollama', () => {
  it('may leave out the path of its OpenAI-compatible part', () => {
    const addresses = ['http://box:11434', 'http://box:11434/', 'http://box:11434/v1', 'http://box/proxy', ' ', undefined, 'box'];
    assert.deepEqual(addresses.map(ollamaBaseURL), ['http://box:11434/v1', 'http://box:11434/v1', 'http://box:11434/v1', 'http://box/proxy', undefined, undefined, 'box']);
  });

  for (const [host, address] of [
    ['127.0.0.1', 'http://127.0.0.1:11434/v1'],
    ['localhost:1234', 'http://localhost:1234/v1'],
    [':1234', 'http://127.0.0.1:1234/v1'],
    ['0.0.0.0', 'http://127.0.0.1:11434/v1'],
    ['0.0.0.0:80', 'http://127.0.0.1/v1'],
    ['[::1]:11434', 'http://[::1]:11434/v1'],
    ['http://localhost', 'http://localhost/v1'],
    ['https://127.0.0.1:8443', 'https://127.0.0.1:8443/v1'],
    ['ollama.example.com', undefined],
    ['http://10.0.0.7:11434', undefined],
    ['127.0.0.1.example.com', undefined],
    ['localhost@example.com', undefined],
    ['not a host', undefined],
    ['', undefined],
  ] as const) {
    it(`is ${address ?? 'none'} for OLLAMA_HOST “${host}”`, () => assert.equal(ollamaOnThisMachine(host), address));
  }

  it('is the one that is named, before the one of Ollama’s own variable', () => {
    assert.deepEqual(settingsFromEnvironment({ OLLAMA_BASE_URL: 'http://gpu:11434', OLLAMA_HOST: ':1' }).ollama, { baseURL: 'http://gpu:11434/v1' });
    assert.deepEqual(settingsFromEnvironment({ OLLAMA_HOST: ':1' }).ollama, { baseURL: 'http://127.0.0.1:1/v1' });
    assert.deepEqual(settingsFromEnvironment({ OLLAMA_HOST: 'gpu' }).ollama, {});
  });
});
