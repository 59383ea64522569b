import * as vscode from 'vscode';
import { canvasViewType } from '../canvas/canvasEditor';
import { flowGlob, ignoredFolders, isFlow } from '../documents/flowDocuments';

/** Menus pass a URI; from the palette it is the active editor's workflow, else the user answers `question` with one of the workspace. */
export async function workflowUri(target: unknown, question: string): Promise<vscode.Uri | undefined> {
  const uri = uriOf(target) ?? activeWorkflow();
  if (uri) return uri;
  const files = await vscode.workspace.findFiles(flowGlob, ignoredFolders);
  if (files.length === 0) throw new Error('There is no workflow in this workspace. Make one with “LLM Flow: New Workflow”.');
  const items = files.map((file) => ({ label: vscode.workspace.asRelativePath(file), uri: file })).sort((a, b) => a.label.localeCompare(b.label));
  return (await vscode.window.showQuickPick(items, { title: question }))?.uri;
}

export function uriOf(target: unknown): vscode.Uri | undefined {
  if (target instanceof vscode.Uri) return target;
  // The menus of the side bar pass the line that they were opened on.
  const isLine = typeof target === 'object' && target !== null && 'workflow' in target;
  return isLine && target.workflow instanceof vscode.Uri ? target.workflow : undefined;
}

/** Text editor or canvas: whichever shows a workflow in the active tab. */
export function activeWorkflow(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  if (input instanceof vscode.TabInputCustom && input.viewType === canvasViewType) return input.uri;
  // A panel, such as the output, can have the active text editor.
  if (input instanceof vscode.TabInputText && input.uri.path.endsWith('.llmflow')) return input.uri;
  const document = vscode.window.activeTextEditor?.document;
  return document && isFlow(document) ? document.uri : undefined;
}
