import * as vscode from 'vscode';
import * as z from 'zod';
import { command, trustedCommand } from '../commands/command';
import { activeWorkflow, uriOf, workflowUri } from '../commands/workflowUri';
import { workspaceFolderOf } from '../documents/flowDocuments';
import type { Services } from '../services';
import type { TablePanels } from '../table/tablePanels';
import { isStopped } from './nextSteps';
import { pullSource } from './pullSource';
import type { TableRunOptions } from './tableRunOptions';
import { readTableIdentity } from './tableWorkflow';
import { firstRows } from './worthAsking';

/** What pages, lenses and other extensions may pass after the workflow's URI. Menus pass things of their own there. */
const runOptions = z.object({
  processes: z.array(z.string()).exactOptional(),
  reference_ids: z.array(z.string()).exactOptional(),
  rerun: z.boolean().exactOptional(),
});

export function registerTableCommands(services: Services, tables: TablePanels): vscode.Disposable {
  const { documents, tableRuns } = services;
  const run = (id: string, options: (given: TableRunOptions, uri: vscode.Uri) => TableRunOptions) =>
    trustedCommand(id, 'tables', async (target, given) => {
      const uri = await workflowUri(target, 'Run the table of which workflow?');
      if (!uri) return;
      await tableRuns.run(await vscode.workspace.openTextDocument(uri), options(runOptions.safeParse(given).data ?? {}, uri));
    });
  return vscode.Disposable.from(
    run('llmflow.runTable', (given) => given),
    run('llmflow.runTableFirstRows', ({ processes }) => ({ ...(processes && { processes }), limit: firstRows })),
    run('llmflow.retryFailedRows', ({ processes, reference_ids }) => ({ ...(processes && { processes }), ...(reference_ids && { reference_ids }), retryFailed: true })),
    run('llmflow.resumeTable', (given, uri) => {
      const last = tableRuns.last(uri);
      return last && isStopped(last) ? last.options : given;
    }),
    command('llmflow.cancelTable', (target) => {
      const uri = uriOf(target) ?? activeWorkflow();
      if (uri && tableRuns.isRunning(uri)) tableRuns.cancel(uri);
      else for (const key of tableRuns.running) tableRuns.cancel(vscode.Uri.parse(key));
    }),
    trustedCommand('llmflow.pullSource', 'tables', async (target) => {
      const uri = await workflowUri(target, 'Pull the source of which workflow?');
      if (uri) await pullSource(services, await vscode.workspace.openTextDocument(uri));
    }),
    trustedCommand('llmflow.showResults', 'tables', async (target) => {
      const uri = await workflowUri(target, 'Show the results of which workflow?');
      const folder = uri && vscode.workspace.getWorkspaceFolder(uri);
      if (!uri) return;
      if (!folder) throw new Error(`Tables belong to a folder. Open ${workspaceFolderOf(uri)} with “File: Open Folder…”.`);
      const document = await vscode.workspace.openTextDocument(uri);
      tables.show(folder, { view: 'joined', workflow: readTableIdentity(documents, document).workflow_id });
    }),
  );
}
