import * as vscode from 'vscode';
import { ModelError } from '../../core/models/modelError';
import type { ModelProvider } from '../../core/models/provider';
import { openAiParameters } from '../../core/models/requestParameters';
import { cancellationOf } from './cancellation';
import { noModels, noSuchModel, vscodeFailure } from './vscodeFailure';

/** What is used of `vscode.lm`. */
export type LanguageModels = Pick<typeof vscode.lm, 'selectChatModels'>;

/** The language models that VS Code offers: those of Copilot and of other extensions. */
export function createVsCodeProvider(lm: LanguageModels = vscode.lm): ModelProvider {
  return {
    id: 'vscode',
    async *stream({ model_type, prompt, parameters }, signal) {
      signal.throwIfAborted();
      const { token, dispose } = cancellationOf(signal);
      try {
        const model = await chooseModel(model_type, lm);
        const options = { justification: 'A workflow of LLM Flow that you have started asks this model.', modelOptions: openAiParameters(parameters, 'max_tokens') };
        const answer = await model.sendRequest([vscode.LanguageModelChatMessage.User(prompt)], options, token);
        let text = '';
        for await (const part of answer.text) {
          signal.throwIfAborted();
          text += part;
          yield { type: 'text', text: part };
        }
        signal.throwIfAborted();
        const usage = await countTokens(model, prompt, text, token);
        // VS Code tells no reason: an answer that is cut off ends with an error.
        yield { type: 'finish', reason: 'stop', detail: 'end', ...(usage && { usage }) };
      } catch (error) {
        signal.throwIfAborted();
        throw error instanceof ModelError ? error : vscodeFailure(error, model_type);
      } finally {
        dispose();
      }
    },
  };
}

/** The names by which the models can be chosen: the id, with the vendor where two have the same. */
export async function vscodeModelNames(lm: LanguageModels = vscode.lm): Promise<string[]> {
  const models = await lm.selectChatModels();
  return models.map(({ id, vendor }) => (models.filter((other) => other.id === id).length > 1 ? `${vendor}/${id}` : id));
}

/** By id, by vendor and id, or by family; `auto` is the first that is offered. */
async function chooseModel(name: string, lm: LanguageModels): Promise<vscode.LanguageModelChat> {
  const models = await lm.selectChatModels();
  const [first] = models;
  if (!first) throw noModels();
  if (name === 'auto') return first;
  const found =
    models.find(({ id }) => id === name) ?? models.find(({ id, vendor }) => `${vendor}/${id}` === name) ?? models.find(({ family }) => family === name);
  if (found) return found;
  throw noSuchModel(name, await vscodeModelNames(lm));
}

/** By the model's own tokenizer; undefined where it has none, or says that a text takes no tokens. */
async function countTokens(model: vscode.LanguageModelChat, prompt: string, text: string, token: vscode.CancellationToken) {
  try {
    const [input_tokens, output_tokens] = await Promise.all([model.countTokens(prompt, token), model.countTokens(text, token)]);
    return input_tokens > 0 && output_tokens > 0 ? { input_tokens, output_tokens } : undefined;
  } catch {
    return undefined;
  }
}
