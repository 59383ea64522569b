import * as vscode from 'vscode';
import type { RunHistory } from '../history/runHistory';
import { foldersOnDisk } from './sidebarData';

/** Forgets all runs of the workspace, once the user has confirmed it. */
export async function clearHistory(history: RunHistory): Promise<void> {
  const folders = foldersOnDisk();
  const clear = 'Clear';
  const detail = 'All runs of flows and tables are forgotten, with what their nodes said. Workflows, sources and the results in the tables stay. This cannot be undone.';
  if ((await vscode.window.showWarningMessage('Clear the history of runs?', { modal: true, detail }, clear)) !== clear) return;
  for (const { uri } of folders) await history.clear(uri);
}
