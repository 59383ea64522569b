import assert from 'node:assert/strict';
import type { ModelParameters } from '../../../src/core/flow/model';
import { createAnthropicProvider } from '../../../src/core/models/anthropic';
import { catalog } from '../../../src/core/models/catalog';
import { createOllamaProvider } from '../../../src/core/models/ollama';
import { createOpenAiProvider } from '../../../src/core/models/openai';
import type { ModelProvider } from '../../../src/core/models/provider';
import { streamAnswer } from '../../../src/core/models/streamAnswer';
import { startModelServer, type ModelServer } from '../../support/model-server/modelServer';
import { inOrder } from '../../support/model-server/reply';
import { collect, request } from './collect';
import { idleTimeoutMs, TestClock } from './testClock';

describe('the request', function () {
  this.timeout(20_000);
  let server: ModelServer;
  beforeEach(async () => (server = await startModelServer()));
  afterEach(() => server.close());

  const ask = (provider: ModelProvider, model_type: string, parameters?: ModelParameters) =>
    collect(
      streamAnswer(provider, request(provider.id, { model_type, ...(parameters && { parameters }) }), {
        signal: new AbortController().signal,
        idleTimeoutMs,
        clock: new TestClock(),
      }),
    );

  it('to openai is a streamed chat completion that counts its tokens', async () => {
    await ask(createOpenAiProvider({ baseURL: server.openaiBaseURL }), 'auto');
    assert.deepEqual(server.requests[0]!.body, {
      model: catalog.openai.defaultModel,
      messages: [{ role: 'user', content: 'Say something.' }],
      stream: true,
      stream_options: { include_usage: true },
    });
  });

  it('to anthropic is a streamed message with a limit', async () => {
    await ask(createAnthropicProvider({ baseURL: server.anthropicBaseURL, maxTokens: 99 }), 'auto');
    assert.deepEqual(server.requests[0]!.body, {
      model: catalog.anthropic.defaultModel,
      max_tokens: 99,
      messages: [{ role: 'user', content: 'Say something.' }],
      stream: true,
    });
  });

  describe('says how to answer', () => {
    const parameters: ModelParameters = { temperature: 0, max_output_tokens: 50, stop: ['END', '\n\n'], reasoning_effort: 'low' };
    const without = (...fields: string[]) => Object.fromEntries(Object.entries(server.requests[0]!.body as object).filter(([field]) => !fields.includes(field)));

    it('in the words of openai', async () => {
      await ask(createOpenAiProvider({ baseURL: server.openaiBaseURL }), 'm', parameters);
      assert.deepEqual(without('model', 'messages', 'stream', 'stream_options'), {
        temperature: 0,
        max_completion_tokens: 50,
        stop: ['END', '\n\n'],
        reasoning_effort: 'low',
      });
    });

    it('in the words of ollama', async () => {
      await ask(createOllamaProvider({ baseURL: server.openaiBaseURL }), 'm', { max_output_tokens: 50 });
      assert.deepEqual(without('model', 'messages', 'stream', 'stream_options'), { max_tokens: 50 });
    });

    it('in the words of anthropic, whose limit is the flow’s, else the settings’', async () => {
      const provider = createAnthropicProvider({ baseURL: server.anthropicBaseURL, maxTokens: 99 });
      await ask(provider, 'm', parameters);
      assert.deepEqual(without('model', 'messages', 'stream'), {
        temperature: 0,
        max_tokens: 50,
        stop_sequences: ['END', '\n\n'],
        output_config: { effort: 'low' },
      });
      await ask(provider, 'm', { temperature: 1 });
      assert.equal((server.requests[1]!.body as { max_tokens?: unknown }).max_tokens, 99);
    });

    it('and tells a refusal with the provider’s words, at once', async () => {
      server.script(inOrder({ status: 400, message: 'temperature is not supported with this model' }));
      const { error } = await ask(createOpenAiProvider({ baseURL: server.openaiBaseURL }), 'm', parameters);
      assert.match(String(error), /rejected the request \(400\): temperature is not supported with this model\.$/);
      assert.equal(server.requests.length, 1);
    });

    it('and nothing where nothing is set', async () => {
      await ask(createOpenAiProvider({ baseURL: server.openaiBaseURL }), 'm', {});
      assert.deepEqual(without('model', 'messages', 'stream', 'stream_options'), {});
    });
  });

  it('to anthropic that ends at a stop sequence has a whole answer', async () => {
    const event = (value: object) => `data: ${JSON.stringify(value)}\n\n`;
    const body =
      event({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Hello' } }) +
      event({ type: 'message_delta', delta: { stop_reason: 'stop_sequence', stop_sequence: 'END' } }) +
      event({ type: 'message_stop' });
    server.script(inOrder({ status: 200, contentType: 'text/event-stream', body }));
    const { finish, text } = await ask(createAnthropicProvider({ baseURL: server.anthropicBaseURL }), 'auto', { stop: ['END'] });
    assert.ok(finish);
    assert.equal(text, 'Hello');
  });

  it('names the model of the settings for auto, else the one of the flow', async () => {
    const openai = createOpenAiProvider({ baseURL: server.openaiBaseURL, defaultModel: 'llama' });
    const anthropic = createAnthropicProvider({ baseURL: server.anthropicBaseURL, defaultModel: 'haiku' });
    for (const provider of [openai, anthropic]) for (const model of ['auto', 'mine']) await ask(provider, model);
    assert.deepEqual(server.requests.map(({ model }) => model), ['llama', 'mine', 'haiku', 'mine']);
  });

  it('asks for no count again where a server refuses it', async () => {
    server.script(({ body }) => {
      const refused = JSON.stringify(body).includes('stream_options');
      return refused ? { status: 422, message: 'Extra inputs: stream_options' } : { text: 'Hello.', usage: false };
    });
    const provider = createOpenAiProvider({ baseURL: server.openaiBaseURL });
    for (const expected of [2, 3]) {
      const { text, finish } = await ask(provider, 'auto');
      assert.equal(text, 'Hello.');
      assert.deepEqual(finish, { type: 'finish' });
      assert.equal(server.requests.length, expected);
    }
  });

  it('takes a refusal of the model for a withheld answer', async () => {
    const event = (choice: object) => `data: ${JSON.stringify({ choices: [choice] })}\n\n`;
    const body = event({ delta: { refusal: 'I cannot.' } }) + event({ delta: {}, finish_reason: 'stop' });
    server.script(inOrder({ status: 200, contentType: 'text/event-stream', body }));
    const { text, error } = await ask(createOpenAiProvider({ baseURL: server.openaiBaseURL }), 'auto');
    assert.equal(text, 'I cannot.');
    assert.match(String(error), /withheld the answer or a part of it \(refusal\)/);
  });

  it('to anthropic has no answer before message_stop, whatever the stop reason', async () => {
    const event = (value: object) => `data: ${JSON.stringify(value)}\n\n`;
    const body =
      event({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Hello.' } }) +
      event({ type: 'message_delta', delta: { stop_reason: 'end_turn' } });
    server.script(inOrder({ status: 200, contentType: 'text/event-stream', body }));
    const provider = createAnthropicProvider({ baseURL: server.anthropicBaseURL });
    assert.match(String((await ask(provider, 'auto')).error), /without a finish reason/);
    server.script(inOrder({ status: 200, contentType: 'text/event-stream', body: body + event({ type: 'message_stop' }) }));
    assert.ok((await ask(provider, 'auto')).finish);
  });
});
