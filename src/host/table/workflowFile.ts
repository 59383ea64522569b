import * as vscode from 'vscode';
import { findFile } from '../../core/workspace/findFile';

/** The file of a workflow that the tables name, relative to their folder. Rejects where there is none that may be opened. */
export async function findWorkflow(folder: vscode.Uri, file: string): Promise<vscode.Uri> {
  // The path comes from the database, which may be someone else's.
  const found = await findFile(file, { folder: folder.fsPath, workspace: folder.fsPath });
  if (found.state !== 'found') throw new Error(`The workflow ${file} is not in this folder any more.`);
  // Not where a link leads to: other editors know the file by this name.
  return vscode.Uri.joinPath(folder, file);
}
