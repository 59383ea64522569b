import * as vscode from 'vscode';
import type { ToTable } from '../../shared/tableProtocol';
import type { TableRunService } from '../tableRuns/tableRunService';

export type FolderRun = Extract<ToTable, { type: 'table-run' }>;

/** The table runs of one workspace folder, as its page is told of them. */
export interface FolderRuns {
  /** Those that go on. */
  readonly now: () => FolderRun[];
  /** At the start and the end of each, and a few times a second between them. */
  readonly onDidChange: (listen: (run: FolderRun) => void) => vscode.Disposable;
}

export function folderRuns(folder: vscode.Uri, tableRuns: TableRunService): FolderRuns {
  const runOf = (uri: vscode.Uri): FolderRun | undefined => {
    const last = tableRuns.last(uri);
    if (last?.workflow.place.workspace !== folder.fsPath) return undefined;
    const { path, name } = last.workflow;
    return { type: 'table-run', path, name, run: last.state };
  };
  return {
    now: () => tableRuns.running.flatMap((key) => runOf(vscode.Uri.parse(key)) ?? []),
    onDidChange: (listen) =>
      tableRuns.onDidChange(({ uri }) => {
        const run = runOf(uri);
        if (run) listen(run);
      }),
  };
}
