import * as vscode from 'vscode';
import * as z from 'zod';
import type { CanvasEditor } from '../canvas/canvasEditor';
import { canvasViewType } from '../canvas/canvasEditor';
import { isFlow } from '../documents/flowDocuments';
import type { ApiKeys } from '../models/apiKeys';
import { setApiKey } from '../models/setApiKey';
import type { Services } from '../services';
import type { TablePanels } from '../table/tablePanels';
import { newWorkflow } from './newWorkflow';

interface CommandTargets {
  readonly services: Services;
  readonly keys: ApiKeys;
  readonly canvas: CanvasEditor;
  readonly tables: TablePanels;
}

export function registerCommands({ services, keys, canvas, tables }: CommandTargets): vscode.Disposable {
  const { runs, output } = services;
  const command = (id: string, handler: (...args: unknown[]) => unknown) =>
    vscode.commands.registerCommand(id, async (...args: unknown[]) => {
      try {
        await handler(...args);
      } catch (error) {
        void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
      }
    });
  return vscode.Disposable.from(
    command('llmflow.newWorkflow', newWorkflow),
    command('llmflow.setApiKey', (provider) => setApiKey(keys, provider)),
    command('llmflow.showOutput', () => output.show(true)),
    command('llmflow.showTable', () => tables.choose()),
    command('llmflow.run', async (target) => {
      const uri = await workflowUri(target);
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

/** Menus pass a URI; from the palette it is the active editor's workflow, else the user chooses one of the workspace. */
async function workflowUri(target: unknown): Promise<vscode.Uri | undefined> {
  const uri = uriOf(target) ?? activeWorkflow();
  if (uri) return uri;
  const files = await vscode.workspace.findFiles('**/*.llmflow', '**/{node_modules,.git,.llmflow}/**');
  if (files.length === 0) throw new Error('There is no workflow in this workspace. Make one with “LLM Flow: New Workflow”.');
  const items = files.map((file) => ({ label: vscode.workspace.asRelativePath(file), uri: file })).sort((a, b) => a.label.localeCompare(b.label));
  return (await vscode.window.showQuickPick(items, { title: 'Run which workflow?' }))?.uri;
}

function uriOf(target: unknown): vscode.Uri | undefined {
  return target instanceof vscode.Uri ? target : undefined;
}

/** Text editor or canvas: whichever shows a workflow in the active tab. */
function activeWorkflow(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  if (input instanceof vscode.TabInputCustom && input.viewType === canvasViewType) return input.uri;
  const document = vscode.window.activeTextEditor?.document;
  return document && isFlow(document) ? document.uri : undefined;
}
