import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { catalog } from '../../src/core/models/catalog';
import { ApiKeys } from '../../src/host/models/apiKeys';
import { modelListMemento, modelListMemory } from '../../src/host/models/modelListMemento';
import { ModelService } from '../../src/host/models/modelService';
import { startModelServer, type ModelServer } from '../support/model-server/modelServer';
import { memorySecrets } from './support/memorySecrets';

const settings = ['openai.baseUrl', 'ollama.baseUrl', 'ollama.detect', 'ollama.defaultModel', 'embeddings.provider', 'embeddings.model'];
const set = (name: string, value: unknown) => vscode.workspace.getConfiguration('llmflow').update(name, value, vscode.ConfigurationTarget.Global);

describe('lists of models', () => {
  let server: ModelServer;
  let keys: ApiKeys;
  let models: ModelService | undefined;

  beforeEach(async () => {
    server = await startModelServer();
    keys = new ApiKeys(memorySecrets(), {});
    await set('ollama.detect', false);
  });
  afterEach(async () => {
    models?.dispose();
    await server.close();
    for (const name of settings) await set(name, undefined);
  });

  const create = (environment: Readonly<Record<string, string>>, options: ConstructorParameters<typeof ModelService>[2] = {}) =>
    (models = new ModelService(keys, environment, options));
  const offered = async (id: string) => (await models!.providers()).find((provider) => provider.id === id)!;
  const changed = () => new Promise<void>((resolve) => models!.onDidChange(resolve));

  it('are the catalog at first, then what the server says, without being asked for twice', async () => {
    create({ OPENAI_BASE_URL: server.openaiBaseURL });
    const change = changed();
    assert.deepEqual((await offered('openai')).models, ['auto', ...catalog.openai.models]);
    await change;
    assert.deepEqual((await offered('openai')).models, ['auto', 'test-model']);
    assert.equal(server.json.requests.length, 1);
  });

  it('stay as they were when asking fails, with a note', async () => {
    create({ ANTHROPIC_API_KEY: 'sk-secret-secret', ANTHROPIC_BASE_URL: server.anthropicBaseURL });
    server.json.script(() => ({ status: 500, body: '{"error": {"message": "Out of order"}}' }));
    await models!.refreshLists();
    const { models: names, note } = await offered('anthropic');
    assert.deepEqual(names, ['auto', ...catalog.anthropic.models]);
    assert.match(note ?? '', /^The models could not be asked for\. .*Out of order/);
  });

  it('are asked for with the key, again when that changes, and are kept for the next window', async () => {
    const stored = new Map<string, unknown>();
    const memento = { keys: () => [...stored.keys()], get: (key: string) => stored.get(key), update: (key: string, value: unknown) => Promise.resolve(void stored.set(key, value)) };
    const lists = modelListMemento(memento as vscode.Memento);
    create({ OPENAI_BASE_URL: server.openaiBaseURL }, { lists });
    await offered('openai');
    await models!.refreshLists();
    server.json.models = ['other-model'];
    const before = server.json.requests.length;
    await keys.store('openai', 'sk-stored-stored');
    while (server.json.requests.length === before) await new Promise((resolve) => setTimeout(resolve, 10));
    assert.equal(server.json.requests.at(-1)?.headers.authorization, 'Bearer sk-stored-stored');
    while (!(await offered('openai')).models.includes('other-model')) await new Promise((resolve) => setTimeout(resolve, 10));
    assert.ok(!JSON.stringify([...stored]).includes('sk-stored'));

    models!.dispose();
    const asked = server.json.requests.length;
    create({ OPENAI_BASE_URL: server.openaiBaseURL }, { lists });
    assert.deepEqual((await offered('openai')).models, ['auto', 'other-model']);
    assert.equal(server.json.requests.length, asked);
  });

  it('are asked of nobody in a workspace that is not trusted', async () => {
    create({ OPENAI_BASE_URL: server.openaiBaseURL, OPENAI_API_KEY: 'sk-secret-secret' }, { isTrusted: () => false });
    await offered('openai');
    await models!.refreshLists();
    assert.equal(server.json.requests.length, 0);
  });

  it('find an Ollama, and send it no key', async () => {
    create({ OLLAMA_HOST: new URL(server.openaiBaseURL).host, OPENAI_API_KEY: 'sk-secret-secret', OPENAI_BASE_URL: 'http://127.0.0.1:9/v1' });
    await models!.refreshLists();
    const { models: names, missing } = await offered('ollama');
    assert.deepEqual(names, ['auto', 'test-model']);
    assert.equal(missing, undefined);
    assert.deepEqual(server.json.requests.map(({ headers }) => headers.authorization), [undefined]);
  });

  it('say what is missing where there is no Ollama, or no model in it', async () => {
    server.json.models = [];
    await set('ollama.baseUrl', server.openaiBaseURL);
    create({});
    await models!.refreshLists();
    assert.match((await offered('ollama')).missing ?? '', /no language model installed/);
    await set('ollama.baseUrl', 'http://127.0.0.1:9');
    await models!.refreshLists();
    assert.match((await offered('ollama')).missing ?? '', /^Ollama at 127\.0\.0\.1:9 does not answer/);
  });

  it('do not look for an Ollama where that is not wanted', async () => {
    create({});
    await models!.refreshLists();
    const { missing, models: names } = await offered('ollama');
    assert.deepEqual([names, missing], [['auto'], undefined]);
  });

  it('say that VS Code has none where it has none', async () => {
    create({}, { lists: modelListMemory(), lm: { selectChatModels: () => Promise.resolve([]) } });
    await models!.refreshLists();
    assert.match((await offered('vscode')).missing ?? '', /^VS Code offers no language model\. Install GitHub Copilot/);
  });

  describe('and the embedding model', () => {
    const { signal } = new AbortController();

    it('is none by default', async () => {
      assert.equal(await create({}).embeddingOffer(), undefined);
    });

    it('is the one of the settings, with the address that texts are sent to', async () => {
      await set('embeddings.provider', 'openai');
      create({ OPENAI_BASE_URL: server.openaiBaseURL });
      const offer = await models!.embeddingOffer();
      assert.deepEqual(offer, { embedding: { kind: 'openai', model: 'text-embedding-3-small', dimensions: 64 }, server: new URL(server.openaiBaseURL).host });
      assert.ok(offer.embedding.kind === 'openai');
      assert.equal((await models!.embed(offer.embedding, ['one', 'two'], signal)).length, 2);
    });
  });
});

describe('settings of models', () => {
  for (const name of settings) {
    it(`a workspace cannot set llmflow.${name}`, async () => {
      const update = vscode.workspace.getConfiguration('llmflow').update(name, 'x', vscode.ConfigurationTarget.Workspace);
      await assert.rejects(async () => update);
    });
  }
});
