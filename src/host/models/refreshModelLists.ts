import * as vscode from 'vscode';
import type { ModelService } from './modelService';

/** Asks every provider again which models it has, and says what came of it. */
export async function refreshModelLists(models: ModelService): Promise<void> {
  if (!vscode.workspace.isTrusted) throw new Error('Providers are asked for their models once this workspace is trusted.');
  await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title: 'Asking providers for their models…' }, () => models.refreshLists());
  const lines = (await models.providers()).map(({ id, models: names, missing, note }) => `${id}: ${note ?? missing ?? `${names.length - 1} models`}`);
  void vscode.window.showInformationMessage(lines.map((line) => line.replace(/[.\s]*$/, '.')).join(' '));
}
