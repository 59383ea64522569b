import * as vscode from 'vscode';
import type { ModelService } from './modelService';

/** Asks every provider again which models it has, and says what came of it. */
export async function refreshModelLists(models: ModelService): Promise<void> {
  await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title: 'Asking providers for their models…' }, () => models.refreshLists());
  const lines = (await models.providers()).map(({ id, models: names, missing, note }) => `${id}: ${note ?? missing ?? `${names.length - 1} models`}`);
  void vscode.window.showInformationMessage(lines.map((line) => line.replace(/[.\s]*$/, '.')).join(' '));
}
