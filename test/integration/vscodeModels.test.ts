import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ModelError } from '../../src/core/models/modelError';
import { streamAnswer } from '../../src/core/models/streamAnswer';
import { createVsCodeProvider, vscodeModelNames, type LanguageModels } from '../../src/host/models/vscodeModels';
import { collect, request } from '../unit/models/collect';
import { createTestServices, type TestServices } from './support/testServices';
import { closeAll, openScratch } from './support/scratch';
import { testModels, type TestModels } from './support/testModels';

const flow = (model: string) => `llmflow: 1
nodes:
  a:
    type: input
    content: Hello there
  g:
    type: generation
    from: a
    llm_provider: vscode
    model_type: ${model}
  o:
    type: output
    from: g
`;

describe('the models of VS Code', () => {
  let models: TestModels;
  let restore: () => void;
  beforeEach(async () => ({ models, restore } = await testModels()));
  afterEach(() => restore());

  function ask(model_type: string, options: { signal?: AbortSignal; lm?: LanguageModels } = {}) {
    const { signal = new AbortController().signal, lm = vscode.lm } = options;
    return collect(streamAnswer(createVsCodeProvider(lm), request('vscode', { model_type, prompt: 'Say one word.' }), { signal, retry: { maxAttempts: 2, baseDelayMs: 1 } }));
  }

  it('are listed by the names that choose them', async () => {
    assert.deepEqual((await vscodeModelNames()).filter((name) => name.startsWith('test-')), ['test-large', 'test-small']);
  });

  it('answer in pieces, and count their tokens', async () => {
    models.answer = async (_request, report) => {
      for (const piece of ['One ', 'word.']) {
        report(piece);
        await Promise.resolve();
      }
    };
    const { text, finish, error } = await ask('test-small');
    assert.equal(error, undefined);
    assert.equal(text, 'One word.');
    assert.deepEqual(finish?.usage, { input_tokens: 3, output_tokens: 2 });
    assert.deepEqual(models.requests.map(({ id, prompt }) => [id, prompt]), [['test-small', 'Say one word.']]);
  });

  it('are chosen by id, by vendor and id, or by family', async () => {
    for (const name of ['test-small', 'llmflow-test/test-small', 'small']) await ask(name);
    assert.deepEqual(models.requests.map(({ id }) => id), ['test-small', 'test-small', 'test-small']);
  });

  it('are told apart from what there is when the name is wrong', async () => {
    const { error, retries } = await ask('gpt-99');
    assert.ok(error instanceof ModelError && error.isGeneral);
    assert.match(error.message, /VS Code offers no language model “gpt-99”\. Choose auto, .*test-large, test-small/);
    assert.deepEqual(retries, []);
  });

  it('stop when they are cancelled', async () => {
    const controller = new AbortController();
    const reason = new Error('The user cancelled.');
    const cancelled = new Promise<void>((resolve) => {
      models.answer = async (_request, report, token) => {
        report('Never ');
        await new Promise<void>((done) => token.onCancellationRequested(() => done()));
        resolve();
      };
    });
    const answer = ask('test-small', { signal: controller.signal });
    while (models.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    controller.abort(reason);
    assert.equal((await answer).error, reason);
    await cancelled;
  });

  it('are asked again after a failure, whose words are told', async () => {
    models.answer = () => Promise.reject(new Error('The extension is out of order'));
    const { error, retries } = await ask('test-small');
    assert.ok(error instanceof ModelError);
    assert.match(error.message, /^The model “test-small” of VS Code failed: .*out of order\. Gave up after 2 attempts\.$/);
    assert.equal(retries.length, 1);
  });

  it('say in words why they do not answer', async () => {
    const { LanguageModelError: failures } = models;
    for (const [failure, kind, says] of [
      [failures.NoPermissions('Not allowed'), 'auth', /did not let LLM Flow use the model “test-small”: Not allowed\. Run again and allow it/],
      [failures.Blocked('Quota exceeded'), 'quota', /takes no more requests: Quota exceeded\. Its quota may be used up/],
      [failures.NotFound('Gone'), 'not-found', /no longer offered by VS Code: Gone\. Choose another one\.$/],
    ] as const) {
      const before = models.requests.length;
      models.answer = () => Promise.reject(failure);
      const { error } = await ask('test-small');
      assert.ok(error instanceof ModelError, String(error));
      assert.match(error.message, says);
      assert.equal(error.kind, kind);
      assert.equal(models.requests.length, before + 1);
    }
  });

  it('are missed in words where there are none', async () => {
    const none: LanguageModels = { selectChatModels: () => Promise.resolve([]) };
    const { error } = await ask('auto', { lm: none });
    assert.ok(error instanceof ModelError && error.isGeneral);
    assert.match(error.message, /^VS Code offers no language model\. Install GitHub Copilot/);
  });

  it('are sent the parameters of the flow', async () => {
    const asked = request('vscode', { model_type: 'test-small', parameters: { temperature: 0.5, max_output_tokens: 9 } });
    await collect(streamAnswer(createVsCodeProvider(), asked, { signal: new AbortController().signal }));
    assert.deepEqual(models.requests[0]?.modelOptions, { temperature: 0.5, max_tokens: 9 });
  });

  describe('in a run', () => {
    let services: TestServices;
    beforeEach(() => (services = createTestServices()));
    afterEach(async () => {
      services.dispose();
      await closeAll();
    });

    it('answer a node, and cost nothing that is known', async () => {
      const document = await openScratch(flow('test-large'));
      await services.runs.run(document);
      const record = services.runs.record(document.uri);
      assert.equal(record?.status, 'completed', JSON.stringify(record?.events));
      assert.match(models.requests[0]?.prompt ?? '', /Hello there/);
      assert.equal(services.models.prices.cost('vscode', 'test-large', { input_tokens: 1, output_tokens: 1 }), null);
    });

    it('are offered to choose from', async () => {
      await services.models.refreshLists();
      const offered = (await services.models.providers()).find(({ id }) => id === 'vscode');
      assert.ok(offered);
      assert.ok(offered.models.includes('test-small'), JSON.stringify(offered));
      assert.equal(offered.missing, undefined);
    });
  });
});
