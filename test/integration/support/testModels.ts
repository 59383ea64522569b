import assert from 'node:assert/strict';
import * as vscode from 'vscode';

interface TestModelRequest {
  readonly id: string;
  readonly prompt: string;
  readonly modelOptions: unknown;
}

/** The extension in lm-extension, which offers language models to VS Code. */
export interface TestModels {
  readonly requests: TestModelRequest[];
  answer: (request: TestModelRequest, report: (text: string) => void, token: vscode.CancellationToken) => Promise<void>;
  readonly LanguageModelError: typeof vscode.LanguageModelError;
}

/** Its models as they are at first; `restore` takes back what a test has told them. */
export async function testModels(): Promise<{ models: TestModels; restore: () => void }> {
  const extension = vscode.extensions.getExtension<TestModels>('llmflow.llmflow-test-models');
  assert.ok(extension, 'The extension with the test models is not there.');
  const models = await extension.activate();
  const { answer } = models;
  models.requests.length = 0;
  return { models, restore: () => void (models.answer = answer) };
}
