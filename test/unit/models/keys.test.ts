import assert from 'node:assert/strict';
import { createAnthropicProvider } from '../../../src/core/models/anthropic';
import { ModelError } from '../../../src/core/models/modelError';
import { createOpenAiProvider } from '../../../src/core/models/openai';
import { streamAnswer } from '../../../src/core/models/streamAnswer';
import { startModelServer, type ModelServer } from '../../support/model-server/modelServer';
import { inOrder, type Reply } from '../../support/model-server/reply';
import { collect, request } from './collect';

const apiKey = 'sk-very-secret-0123456789';
const environment = ['OPENAI_API_KEY', 'OPENAI_ADMIN_KEY', 'OPENAI_ORG_ID', 'ANTHROPIC_API_KEY', 'ANTHROPIC_AUTH_TOKEN'];

interface Settings {
  readonly apiKey?: string;
  readonly baseURL?: string;
}

const providers = {
  openai: (settings: Settings) => createOpenAiProvider(settings),
  anthropic: (settings: Settings) => createAnthropicProvider(settings),
};

for (const id of ['openai', 'anthropic'] as const) {
  describe(`the key for ${id}`, function () {
    this.timeout(20_000);
    let server: ModelServer;
    beforeEach(async () => (server = await startModelServer()));
    afterEach(() => server.close());

    function answer(settings: Settings) {
      const baseURL = id === 'openai' ? server.openaiBaseURL : server.anthropicBaseURL;
      const { signal } = new AbortController();
      return collect(streamAnswer(providers[id]({ baseURL, ...settings }), request(id), { signal, retry: { maxAttempts: 1 } }));
    }

    it('goes to the server as a bearer token', async () => {
      await answer({ apiKey: ` ${apiKey}\n` });
      const { headers } = server.requests[0]!;
      assert.equal(headers.authorization, `Bearer ${apiKey}`);
      assert.equal(headers['x-api-key'], id === 'anthropic' ? apiKey : undefined);
    });

    it('is never in an error, even if the server repeats it', async () => {
      const replies: Reply[] = [
        { status: 401, message: `The key ${apiKey} is wrong.` },
        { status: 500, body: apiKey },
        { status: 200, body: `<html>${apiKey}</html>` },
        { text: apiKey, fault: { type: 'broken-json', afterChunks: 0 } },
      ];
      for (const reply of replies) {
        server.script(inOrder(reply));
        const { error } = await answer({ apiKey });
        assert.ok(error instanceof ModelError);
        for (const words of [error.message, error.stack, error.detail, JSON.stringify(error)]) assert.ok(!words?.includes(apiKey), words);
      }
    });

    it('is not quoted when it cannot be a key', async () => {
      const { error } = await answer({ apiKey: `${apiKey}\nüber` });
      assert.ok(error instanceof ModelError);
      assert.equal(error.kind, 'auth');
      assert.ok(!error.message.includes('secret'));
    });

    it('is not taken from the environment behind the back of the settings', async () => {
      const before = environment.map((name) => process.env[name]);
      for (const name of environment) process.env[name] = apiKey;
      try {
        const { finish } = await answer({});
        assert.ok(finish);
        assert.ok(!JSON.stringify(server.requests[0]!.headers).includes(apiKey));
        assert.equal(server.requests[0]!.headers.authorization, undefined);
      } finally {
        environment.forEach((name, index) => {
          const value = before[index];
          if (value === undefined) Reflect.deleteProperty(process.env, name);
          else process.env[name] = value;
        });
      }
    });

    it('is asked for before any request to the provider itself', async () => {
      const { error } = await answer({ baseURL: '' });
      assert.ok(error instanceof ModelError);
      assert.equal(error.kind, 'auth');
      const [name, variable] = id === 'openai' ? ['OpenAI', 'OPENAI_API_KEY'] : ['Anthropic', 'ANTHROPIC_API_KEY'];
      assert.equal(error.message, `${name} needs an API key and none is set. Set it with “LLM Flow: Set API Key…” or ${variable}.`);
    });

    it('stays here when the base URL is no address', async () => {
      for (const baseURL of ['localhost', 'file:///etc/passwd', 'http://']) {
        const { error } = await answer({ baseURL, apiKey });
        assert.ok(error instanceof ModelError);
        assert.match(error.message, /not an http or https address/);
      }
    });
  });
}
