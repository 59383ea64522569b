import * as vscode from 'vscode';

/** Says whether a workflow breaks a rule; if so, the Problems panel tells which. */
export async function checkWorkflow(uri: vscode.Uri): Promise<void> {
  // A workflow that is open has been checked.
  await vscode.workspace.openTextDocument(uri);
  const path = vscode.workspace.asRelativePath(uri);
  if (vscode.languages.getDiagnostics(uri).length === 0) return void vscode.window.showInformationMessage(`${path} breaks no rule.`);
  await vscode.commands.executeCommand('vscode.open', uri);
  await vscode.commands.executeCommand('workbench.actions.view.problems');
}
