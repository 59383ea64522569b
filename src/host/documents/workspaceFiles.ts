import path from 'node:path';
import * as vscode from 'vscode';
import { knownExtensions } from '../../core/tables/sources/fileFormats';
import { ignoredFolders, workflowPlace } from './flowDocuments';

/** Files that rows can be read from. */
export const sourceGlob = `**/*.{${knownExtensions.map((extension) => extension.slice(1)).join(',')}}`;

/** Nobody chooses from more than this; what is typed is not looked at before the list is made. */
const mostFiles = 1000;

/** The other files of a workflow's workspace folder, as the workflow would name them. */
export async function workspaceFiles(uri: vscode.Uri, glob: string): Promise<string[]> {
  // Only files on disk have a folder that paths can be relative to.
  if (uri.scheme !== 'file') return [];
  const found = await vscode.workspace.findFiles(new vscode.RelativePattern(workflowPlace(uri).workspace, glob), ignoredFolders, mostFiles);
  const others = found.filter(({ fsPath }) => fsPath !== uri.fsPath);
  return others.map((file) => relativePath(uri, file)).sort((a, b) => a.localeCompare(b));
}

/** How a workflow names a file. */
export function relativePath(workflow: vscode.Uri, file: vscode.Uri): string {
  return path.relative(workflowPlace(workflow).folder, file.fsPath).split(path.sep).join('/');
}
