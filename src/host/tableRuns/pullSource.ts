import * as vscode from 'vscode';
import { pulledText } from '../../core/tables/progressText';
import { pullRows } from '../../core/tables/pullRows';
import type { Services } from '../services';
import { readTableWorkflow } from './tableWorkflow';

/** Pulls a workflow's source into the Source Data Table, and says what that has changed. */
export async function pullSource({ documents, stores, tableRuns, connections, output }: Services, document: vscode.TextDocument): Promise<void> {
  if (tableRuns.isRunning(document.uri)) throw new Error('The table of this workflow is running, and has pulled its source. Pull it again when the run has ended.');
  const workflow = readTableWorkflow(documents, document);
  if (!workflow) return;
  const options = { location: vscode.ProgressLocation.Notification, title: `Pulling the source of “${workflow.name}”`, cancellable: true };
  const pulled = await vscode.window.withProgress(options, async (_progress, token) => {
    const abort = new AbortController();
    token.onCancellationRequested(() => abort.abort());
    try {
      return await stores.write(workflow.place.workspace, `ingest for ${workflow.path}`, (store) =>
        pullRows({ source: workflow.source, place: workflow.place, connections }, store, abort.signal),
      );
    } catch (error) {
      if (abort.signal.aborted) return undefined;
      throw error;
    }
  });
  if (!pulled) return;
  const { name, counts, notes } = pulled;
  for (const note of notes) output.appendLine(`${name}: ${note}`);
  output.appendLine(`${name}: rows ${pulledText(counts)}`);
  const show = 'Show Tables';
  const choice = await vscode.window.showInformationMessage(`Rows of ${name}: ${pulledText(counts)}.`, show);
  if (choice === show) await vscode.commands.executeCommand('llmflow.showTable');
}
