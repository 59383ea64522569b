import * as vscode from 'vscode';

const model = (id, family) => ({ id, name: id, family, version: '1', maxInputTokens: 10_000, maxOutputTokens: 1_000, capabilities: {} });

/**
 * Offers language models as Copilot does, and answers as it is told.
 *
 * @returns the models that are offered, the requests that have come, and what answers them: a function of a request, a
 *   function that reports a piece of text, and a cancellation token
 */
export function activate(context) {
  const changed = new vscode.EventEmitter();
  const control = {
    models: [model('test-large', 'large'), model('test-small', 'small')],
    requests: [],
    answer: async (_request, report) => report('<output>Hello from VS Code.</output>'),
    changed: () => changed.fire(),
    LanguageModelError: vscode.LanguageModelError,
  };
  context.subscriptions.push(
    changed,
    vscode.lm.registerLanguageModelChatProvider('llmflow-test', {
      onDidChangeLanguageModelChatInformation: changed.event,
      provideLanguageModelChatInformation: () => control.models,
      async provideLanguageModelChatResponse({ id }, messages, { modelOptions }, progress, token) {
        const prompt = messages.flatMap(({ content }) => content.map(({ value }) => value)).join('');
        const request = { id, prompt, modelOptions };
        control.requests.push(request);
        await control.answer(request, (text) => progress.report(new vscode.LanguageModelTextPart(text)), token);
      },
      provideTokenCount: async (_model, text) => (typeof text === 'string' ? text : '').split(/\s+/).filter(Boolean).length,
    }),
  );
  return control;
}
