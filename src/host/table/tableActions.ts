import path from 'node:path';
import * as vscode from 'vscode';
import { parseFlow } from '../../core/flow/parse/parseFlow';
import { type RowFormat, csv, jsonLines } from '../../core/tables/view/rowText';
import { type RowsToWrite, writeRows } from '../../core/tables/view/writeRows';
import { findFile } from '../../core/workspace/findFile';
import type { TableActions } from './tableAnswers';

/** What a table's page has VS Code do, for a workspace folder. */
export function tableActions(folder: vscode.Uri): TableActions {
  return {
    copy: (text) => vscode.env.clipboard.writeText(text),
    export: (rows, count) => exportRows(folder, rows, count),
    reveal: (file, process) => revealProcess(folder, file, process),
  };
}

async function exportRows(folder: vscode.Uri, rows: RowsToWrite, count: number): Promise<void> {
  const target = await vscode.window.showSaveDialog({
    title: `Export ${count.toLocaleString('en')} ${count === 1 ? 'Row' : 'Rows'}`,
    defaultUri: vscode.Uri.joinPath(folder, 'results.csv'),
    filters: { CSV: ['csv'], 'JSON Lines': ['jsonl', 'ndjson'] },
  });
  if (!target) return;
  if (target.scheme !== 'file') throw new Error('Rows can only be exported to a disk. Choose a folder on one.');
  const name = path.basename(target.fsPath);
  const notification = { location: vscode.ProgressLocation.Notification, title: `Exporting to ${name}`, cancellable: true };
  const written = await vscode.window.withProgress(notification, async (progress, token) => {
    const abort = new AbortController();
    token.onCancellationRequested(() => abort.abort());
    let reported = 0;
    const onProgress = (done: number) => {
      progress.report({ message: `${done.toLocaleString('en')} of ${count.toLocaleString('en')}`, increment: ((done - reported) / count) * 100 });
      reported = done;
    };
    try {
      return await writeRows(target.fsPath, formatOf(name), rows, abort.signal, onProgress);
    } catch (error) {
      if (abort.signal.aborted) return undefined;
      throw error;
    }
  });
  if (written !== undefined) void vscode.window.showInformationMessage(`${written.toLocaleString('en')} rows are in ${name}.`);
}

function formatOf(name: string): RowFormat {
  return /\.(jsonl|ndjson)$/i.test(name) ? jsonLines : csv;
}

async function revealProcess(folder: vscode.Uri, file: string, process: string | undefined): Promise<void> {
  // The path comes from the database, which may be someone else's.
  const found = await findFile(file, { folder: folder.fsPath, workspace: folder.fsPath });
  if (found.state !== 'found') throw new Error(`The workflow ${file} is not in this folder any more.`);
  const document = await vscode.workspace.openTextDocument(found.path);
  const location = process === undefined ? undefined : parseFlow(document.getText()).locations.processes.get(process);
  const position = document.positionAt(location?.key.start ?? 0);
  await vscode.commands.executeCommand('vscode.openWith', document.uri, 'default', { selection: new vscode.Range(position, position) });
}
