import * as vscode from 'vscode';
import { findFile } from '../../core/workspace/findFile';
import { workspaceFolderOf } from './flowDocuments';

/**
 * Whether a file may be read without anybody having opened it. In a workspace that is not trusted, one that is a link to somewhere outside
 * of the workspace may not.
 */
export async function staysInWorkspace(uri: vscode.Uri): Promise<boolean> {
  if (vscode.workspace.isTrusted || uri.scheme !== 'file') return true;
  const workspace = workspaceFolderOf(uri);
  return (await findFile(uri.fsPath, { folder: workspace, workspace })).state === 'found';
}
