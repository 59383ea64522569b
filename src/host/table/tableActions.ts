import path from 'node:path';
import * as vscode from 'vscode';
import type { CatalogWorkflow } from '../../core/tables/view/tableQuery';
import { csv, jsonLines } from '../../core/tables/view/rowText';
import { type RowsToWrite, textWriter, type WriteRows } from '../../core/tables/view/writeRows';
import type { Startable } from '../../shared/tableProtocol';
import type { TableRunService } from '../tableRuns/tableRunService';
import { openProcess } from '../documents/openProcess';
import type { TableActions } from './tableAnswers';
import { findWorkflow } from './workflowFile';
import { workflowRuns } from './workflowRuns';

/** The page says what it wants, never which command. */
const commands: Readonly<Record<Startable, string>> = {
  'new-workflow': 'llmflow.newWorkflow',
  'pull-source': 'llmflow.pullSource',
  'run-table': 'llmflow.runTable',
};

/** What a table's page has VS Code do, for a workspace folder. */
export function tableActions(folder: vscode.Uri, tableRuns: TableRunService): TableActions {
  return {
    copy: (text) => vscode.env.clipboard.writeText(text),
    export: (rows, count) => exportRows(folder, rows, count),
    reveal: (file, process) => revealProcess(folder, file, process),
    start: (what) => vscode.commands.executeCommand(commands[what]),
    runs: (file) => workflowRuns(folder, file, tableRuns),
    choose: chooseWorkflow,
  };
}

async function chooseWorkflow(workflows: readonly CatalogWorkflow[]): Promise<CatalogWorkflow | undefined> {
  const items = workflows.map((workflow) => ({ label: workflow.workflow_name, description: workflow.path, workflow }));
  return (await vscode.window.showQuickPick(items, { title: 'Run the rows again with which workflow?' }))?.workflow;
}

async function exportRows(folder: vscode.Uri, rows: RowsToWrite, count: number): Promise<void> {
  const target = await vscode.window.showSaveDialog({
    title: `Export ${count.toLocaleString('en')} ${count === 1 ? 'Row' : 'Rows'}`,
    defaultUri: vscode.Uri.joinPath(folder, 'results.csv'),
    filters: { CSV: ['csv'], 'JSON Lines': ['jsonl', 'ndjson'], Parquet: ['parquet'] },
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
      const write = await writerOf(name);
      return await write(target.fsPath, rows, abort.signal, onProgress);
    } catch (error) {
      if (abort.signal.aborted) return undefined;
      throw error;
    }
  });
  if (written !== undefined) void vscode.window.showInformationMessage(`${written.toLocaleString('en')} rows are in ${name}.`);
}

async function writerOf(name: string): Promise<WriteRows> {
  if (/\.parquet$/i.test(name)) return (await import('../../core/tables/view/writeParquet')).writeParquet;
  return textWriter(/\.(jsonl|ndjson)$/i.test(name) ? jsonLines : csv);
}

async function revealProcess(folder: vscode.Uri, file: string, process: string | undefined): Promise<void> {
  await openProcess(await findWorkflow(folder, file), process);
}
