import * as vscode from 'vscode';
import type { TableRunWish } from '../../shared/tableRun';
import type { TableRunService } from './tableRunService';

/** Runs a table as a page wants it; resolves when the run has ended. `processes`: those only. */
export async function wishedRun(document: vscode.TextDocument, wish: TableRunWish, tableRuns: TableRunService, processes?: readonly string[]): Promise<void> {
  const { limit, retryFailed, resume } = wish;
  if (resume === true) await vscode.commands.executeCommand('llmflow.resumeTable', document.uri);
  else await tableRuns.run(document, { ...(processes && { processes }), ...(limit !== undefined && { limit }), ...(retryFailed !== undefined && { retryFailed }) });
}
