import { ModelError } from './modelError';
import type { ModelProvider } from './provider';

/** What stands for the models of VS Code where there is none, as in a terminal. */
export const onlyInVsCode: ModelProvider = {
  id: 'vscode',
  stream() {
    const message = 'The provider “vscode” stands for the models that VS Code offers, and is only there inside VS Code.';
    throw new ModelError('unknown-provider', `${message} Run the workflow there, or choose another provider.`);
  },
};
