import * as vscode from 'vscode';
import type { TableRunWish } from '../../shared/tableRun';
import type { TableRunOptions, TableRunService } from '../tableRuns/tableRunService';
import { wishedRun } from '../tableRuns/wishedRun';
import { findWorkflow } from './workflowFile';

/** The table runs of one workflow. */
export interface WorkflowRuns {
  /** Resolves when the run has ended: with false where it was not begun, or did not come to its end. */
  runRows(options: TableRunOptions): Promise<boolean>;
  /** Resolves when the run has ended. */
  run(wish: TableRunWish): Promise<void>;
  cancel(): void;
}

/** Of the workflow file that the tables of a folder name. Rejects where it is gone. */
export async function workflowRuns(folder: vscode.Uri, file: string, tableRuns: TableRunService): Promise<WorkflowRuns> {
  const uri = await findWorkflow(folder, file);
  return {
    runRows: async (options) => {
      const before = tableRuns.last(uri);
      await tableRuns.run(await vscode.workspace.openTextDocument(uri), options);
      const run = tableRuns.last(uri);
      const { status, error } = run?.state.outcome ?? {};
      return run !== before && (status === 'completed' || (status === 'failed' && error === undefined));
    },
    run: async (wish) => wishedRun(await vscode.workspace.openTextDocument(uri), wish, tableRuns),
    cancel: () => tableRuns.cancel(uri),
  };
}
