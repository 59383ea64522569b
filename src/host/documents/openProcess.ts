import * as vscode from 'vscode';
import { parseFlow } from '../../core/flow/parse/parseFlow';

/** Opens a workflow as text, at a process if one is named and still there. */
export async function openProcess(uri: vscode.Uri, process: string | undefined): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const location = process === undefined ? undefined : parseFlow(document.getText()).locations.processes.get(process);
  const position = document.positionAt(location?.key.start ?? 0);
  await vscode.commands.executeCommand('vscode.openWith', uri, 'default', { selection: new vscode.Range(position, position) });
}
