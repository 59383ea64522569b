import assert from 'node:assert/strict';
import { catalog, providerIds } from '../../../src/core/models/catalog';
import { ModelError } from '../../../src/core/models/modelError';
import type { ModelProvider } from '../../../src/core/models/provider';
import { createModels } from '../../../src/core/models/registry';
import { settingsFromEnvironment, type ModelSettings } from '../../../src/core/models/settings';
import { startModelServer } from '../../support/model-server/modelServer';
import { inOrder } from '../../support/model-server/reply';
import { collect, request } from './collect';

const { signal } = new AbortController();

describe('createModels', function () {
  this.timeout(20_000);

  it('has every provider of the catalog', () => {
    const models = createModels({});
    assert.deepEqual(providerIds.map((id) => models.provider(id).id), [...providerIds]);
    for (const id of providerIds) assert.ok(catalog[id].defaultModel === 'auto' || catalog[id].models.includes(catalog[id].defaultModel));
  });

  it('knows no other, whatever its name', async () => {
    const models = createModels({});
    for (const id of ['gemini', 'constructor', '']) {
      assert.throws(() => models.provider(id), (error) => error instanceof ModelError && error.kind === 'unknown-provider');
    }
    const { error } = await collect(models.stream(request('gemini'), signal));
    assert.equal((error as Error).message, 'There is no provider “gemini”. Set llm_provider to builtin, openai, anthropic, ollama, vscode.');
  });

  it('says of the models of VS Code that they are only there, and asks once', async () => {
    const { error, retries } = await collect(createModels({}).stream(request('vscode'), signal));
    assert.ok(error instanceof ModelError && error.isGeneral);
    assert.match(error.message, /“vscode” .* only there inside VS Code\. Run the workflow there, or choose another provider\.$/);
    assert.deepEqual(retries, []);
  });

  it('takes the models of VS Code from whoever can reach them', async () => {
    const vscode: ModelProvider = {
      id: 'vscode',
      async *stream({ model_type }) {
        yield await Promise.resolve({ type: 'text', text: `I am ${model_type}.` } as const);
        yield { type: 'finish', reason: 'stop', detail: 'end' };
      },
    };
    assert.equal((await collect(createModels({}, vscode).stream(request('vscode'), signal))).text, 'I am auto.');
  });

  it('reads the settings at each call', async () => {
    const server = await startModelServer();
    let settings: ModelSettings = { openai: { baseURL: server.openaiBaseURL, apiKey: 'first-key' } };
    const models = createModels(() => Promise.resolve(settings));
    await collect(models.stream(request('openai'), signal));
    settings = { openai: { baseURL: server.openaiBaseURL, apiKey: 'second-key', defaultModel: 'other' } };
    await collect(models.stream(request('openai'), signal));
    assert.deepEqual(server.requests.map(({ headers }) => headers.authorization), ['Bearer first-key', 'Bearer second-key']);
    assert.deepEqual(server.requests.map(({ model }) => model), [catalog.openai.defaultModel, 'other']);
    await server.close();
  });

  it('passes on how often to try', async () => {
    const server = await startModelServer();
    server.script(inOrder({ status: 500 }));
    const models = createModels({ openai: { baseURL: server.openaiBaseURL }, retry: { maxAttempts: 2, baseDelayMs: 1 } });
    await collect(models.stream(request('openai'), signal));
    assert.equal(server.requests.length, 2);
    await server.close();
  });
});

describe('settingsFromEnvironment', () => {
  it('reads keys and base URLs, and passes over empty ones', () => {
    const openai = { OPENAI_API_KEY: 'a', OPENAI_BASE_URL: 'http://b' };
    assert.deepEqual(settingsFromEnvironment({ ...openai, ANTHROPIC_API_KEY: ' ', ANTHROPIC_BASE_URL: 'http://d', OTHER: 'x' }), {
      openai: { apiKey: 'a', baseURL: 'http://b' },
      anthropic: { baseURL: 'http://d' },
      ollama: {},
    });
    assert.deepEqual(settingsFromEnvironment({}), { openai: {}, anthropic: {}, ollama: {} });
  });
});
