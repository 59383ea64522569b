import * as vscode from 'vscode';

const sampleFiles = ['reviews.llmflow', 'table.llmflow', 'reviews.csv'];
const sampleFolder = 'llmflow-sample';

/** Copies the sample into a folder of its own in the workspace, if it is not there yet, and opens its workflow. */
export async function addSample(extensionUri: vscode.Uri): Promise<void> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0) throw new Error('The sample needs a folder to be put into. Open one with “File: Open Folder…”.');
  const folder = folders.length === 1 ? folders[0] : await vscode.window.showWorkspaceFolderPick({ placeHolder: 'Put the sample into which folder?' });
  if (!folder) return;
  const target = vscode.Uri.joinPath(folder.uri, sampleFolder);
  for (const name of sampleFiles) await copyNew(vscode.Uri.joinPath(extensionUri, 'media/sample', name), vscode.Uri.joinPath(target, name));
  await vscode.commands.executeCommand('vscode.open', vscode.Uri.joinPath(target, sampleFiles[0] ?? ''));
}

/** What is there already stays: the user may have changed it. */
async function copyNew(source: vscode.Uri, target: vscode.Uri): Promise<void> {
  const isThere = await vscode.workspace.fs.stat(target).then(
    () => true,
    () => false,
  );
  if (!isThere) await vscode.workspace.fs.writeFile(target, await vscode.workspace.fs.readFile(source));
}
