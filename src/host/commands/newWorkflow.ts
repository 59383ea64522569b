import path from 'node:path';
import * as vscode from 'vscode';
import { newWorkflowText } from './newWorkflowText';

/** Asks where, writes the smallest valid workflow there, and opens it. */
export async function newWorkflow(): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const target = await vscode.window.showSaveDialog({
    title: 'New Workflow',
    saveLabel: 'Create',
    filters: { 'LLM Flow workflow': ['llmflow'] },
    ...(folder && { defaultUri: await freeName(folder) }),
  });
  if (!target) return;
  const text = newWorkflowText(path.basename(target.path, '.llmflow'));
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
  await vscode.commands.executeCommand('vscode.open', target);
}

async function freeName(folder: vscode.Uri): Promise<vscode.Uri> {
  for (let count = 1; ; count++) {
    const uri = vscode.Uri.joinPath(folder, count === 1 ? 'workflow.llmflow' : `workflow-${count}.llmflow`);
    if (!(await exists(uri))) return uri;
  }
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}
