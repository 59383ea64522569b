import * as vscode from 'vscode';
import type { FlowDocuments } from '../documents/flowDocuments';
import { resourceKey } from '../resourceKey';
import type { TableRunService } from './tableRunService';

/**
 * Keeps the context keys that menus go by: `llmflow.tableRunning`, the workflows whose tables run; `llmflow.tables`, the open ones that
 * have processes; and of these `llmflow.tablesOnly`, which have no graph that could run.
 */
export function showTablesIn(runs: TableRunService, documents: FlowDocuments): vscode.Disposable {
  const running = resourceKey('llmflow.tableRunning');
  const tables = resourceKey('llmflow.tables');
  const tablesOnly = resourceKey('llmflow.tablesOnly');
  const lookAtDocuments = () => {
    const withProcesses = documents.open.filter((document) => documents.read(document).document.flow.processes.length > 0);
    tables(withProcesses.map(({ uri }) => uri));
    tablesOnly(withProcesses.filter((document) => !documents.read(document).document.locations.fields.has('nodes')).map(({ uri }) => uri));
  };
  lookAtDocuments();
  return vscode.Disposable.from(
    runs.onDidChange(() => running(runs.running.map((key) => vscode.Uri.parse(key)))),
    documents.onDidChange(lookAtDocuments),
    documents.onDidClose(lookAtDocuments),
  );
}
