import path from 'node:path';
import * as vscode from 'vscode';

let count = 0;

/** Writes a file of its own into the workspace that VS Code shows. */
export async function writeScratch(text: string, name = `scratch-${++count}.llmflow`): Promise<vscode.Uri> {
  const uri = vscode.Uri.joinPath(workspaceFolder(), name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return uri;
}

export async function openScratch(text: string): Promise<vscode.TextDocument> {
  return vscode.workspace.openTextDocument(await writeScratch(text));
}

export function workspaceFolder(): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder) throw new Error('The tests need a workspace folder.');
  return folder.uri;
}

export async function readScratch(uri: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}

export async function closeAll(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** Waits for something that VS Code does in its own time. */
export async function until<T>(what: string, probe: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (let attempt = 0; attempt < 400; attempt++) {
    const found = await probe();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`Waited in vain for ${what}.`);
}

export function nameOf(uri: vscode.Uri): string {
  return path.basename(uri.path);
}
