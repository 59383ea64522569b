import * as vscode from 'vscode';
import { editConnection } from './addConnection';
import type { HostConnections } from './hostConnections';

/** Lets the user choose a connection of the settings, to change or to remove it. */
export async function removeConnection(connections: HostConnections): Promise<void> {
  const known = await connections.known();
  const own = known.filter(({ name }) => connections.ownNames.includes(name));
  if (own.length === 0) {
    const add = 'Add Source Connection…';
    const choice = await vscode.window.showInformationMessage('No connection is set up yet.', add);
    if (choice === add) await vscode.commands.executeCommand('llmflow.addConnection');
    return;
  }
  const items = own.map(({ name, type }) => ({ label: name, description: type ?? 'its entry in the settings cannot be used' }));
  const name = (await vscode.window.showQuickPick(items, { title: 'Edit or remove which connection?' }))?.label;
  if (name === undefined) return;
  const [edit, remove] = ['Edit…', 'Remove'];
  const action = await vscode.window.showQuickPick([edit, remove], { title: `“${name}”` });
  if (action === edit) await editConnection(connections, name);
  if (action === remove) await confirmAndRemove(connections, name);
}

async function confirmAndRemove(connections: HostConnections, name: string): Promise<void> {
  const remove = 'Remove';
  const detail = 'Its settings and its secret are deleted. Workflows that name it do not run until there is one of that name again. Rows that were pulled stay.';
  if ((await vscode.window.showWarningMessage(`Remove the connection “${name}”?`, { modal: true, detail }, remove)) !== remove) return;
  await connections.remove(name);
  void vscode.window.showInformationMessage(`The connection “${name}” was removed.`);
}
