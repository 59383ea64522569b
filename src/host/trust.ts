import * as vscode from 'vscode';
import { errorText } from '../core/text/errorText';

/** What is not done in a workspace that is not trusted, in the words that users are told. */
export const refusals = {
  runs: 'Workflows do not run in a workspace that is not trusted. Trust it to run them.',
  tables: 'Tables are neither run nor read in a workspace that is not trusted. Trust it first.',
  history: 'The history of runs is neither read nor changed in a workspace that is not trusted. Trust it first.',
  knowledge: 'Knowledge bases are neither read nor written in a workspace that is not trusted. Trust it first.',
  connections: 'Connections are neither set up nor used in a workspace that is not trusted. Trust it first.',
  models: 'Nothing is asked of models or their providers in a workspace that is not trusted. Trust it first.',
} as const;

export type NeedsTrust = keyof typeof refusals;

export class TrustError extends Error {
  override readonly name = 'TrustError';

  constructor(what: NeedsTrust) {
    super(refusals[what]);
  }
}

export function requireTrust(what: NeedsTrust): void {
  if (!vscode.workspace.isTrusted) throw new TrustError(what);
}

/** Tells the user of a failure, and where it is a lack of trust, offers the way to VS Code's page about it. */
export async function showFailure(error: unknown): Promise<void> {
  const message = errorText(error);
  const manage = 'Manage Workspace Trust';
  const choice = await vscode.window.showErrorMessage(message, ...(error instanceof TrustError ? [manage] : []));
  if (choice === manage) await manageTrust();
}

export async function manageTrust(): Promise<void> {
  await vscode.commands.executeCommand('workbench.trust.manage');
}
