import * as vscode from 'vscode';
import * as z from 'zod';
import type { CanvasEditor } from '../canvas/canvasEditor';
import { canvasViewType } from '../canvas/canvasEditor';
import type { ApiKeys } from '../models/apiKeys';
import { refreshModelLists } from '../models/refreshModelLists';
import { setApiKey } from '../models/setApiKey';
import type { Services } from '../services';
import type { TablePanels } from '../table/tablePanels';
import { command, trustedCommand } from './command';
import { newWorkflow } from './newWorkflow';
import { activeWorkflow, uriOf, workflowUri } from './workflowUri';

interface CommandTargets {
  readonly services: Services;
  readonly keys: ApiKeys;
  readonly canvas: CanvasEditor;
  readonly tables: TablePanels;
}

export function registerCommands({ services, keys, canvas, tables }: CommandTargets): vscode.Disposable {
  const { runs, output } = services;
  return vscode.Disposable.from(
    command('llmflow.newWorkflow', newWorkflow),
    command('llmflow.setApiKey', (provider) => setApiKey(keys, provider)),
    trustedCommand('llmflow.refreshModelLists', 'models', () => refreshModelLists(services.models)),
    command('llmflow.showOutput', () => output.show(true)),
    command('llmflow.showTable', () => tables.choose()),
    trustedCommand('llmflow.run', 'runs', async (target) => {
      const uri = await workflowUri(target, 'Run which workflow?');
      if (uri) await runs.run(await vscode.workspace.openTextDocument(uri));
    }),
    command('llmflow.cancel', (target) => {
      const uri = uriOf(target) ?? activeWorkflow();
      if (uri && runs.isRunning(uri)) runs.cancel(uri);
      else for (const key of runs.running) runs.cancel(vscode.Uri.parse(key));
    }),
    command('llmflow.openCanvas', (target) => openWith(target, canvasViewType)),
    command('llmflow.openText', (target) => openWith(target, 'default')),
    command('llmflow.revealNode', (target, node) => canvas.reveal(vscode.Uri.parse(z.string().parse(target)), z.string().nullish().parse(node) ?? undefined)),
  );
}

async function openWith(target: unknown, viewType: string): Promise<void> {
  const uri = uriOf(target) ?? activeWorkflow();
  if (uri) await vscode.commands.executeCommand('vscode.openWith', uri, viewType);
}
