import path from 'node:path';
import * as vscode from 'vscode';
import { isInside } from '../../core/workspace/findFile';

/** Files and folders as a knowledge base remembers them. Throws if one is outside of the workspace folder. */
export function pathsIn({ uri, name }: vscode.WorkspaceFolder, resources: readonly vscode.Uri[]): string[] {
  return resources.map(({ fsPath }) => {
    if (!isInside(fsPath, uri.fsPath)) {
      throw new Error(`A knowledge base holds documents of its own folder, ${name}, and ${fsPath} is not in it. Copy it there, or open the folder that it is in.`);
    }
    return path.relative(uri.fsPath, fsPath).split(path.sep).join('/') || '.';
  });
}

/** Asks for files, a folder or a glob. Undefined if the user gives up. */
export async function askWhatToAdd(folder: vscode.WorkspaceFolder, name: string): Promise<string[] | undefined> {
  const title = `Add to “${name}”`;
  const kinds = [
    { label: '$(files) Files…', description: 'Markdown, text, HTML, PDF, DOCX, source code', ask: () => askResources(folder, title, 'files') },
    { label: '$(folder) Folder…', description: 'and all that is in it, also what comes later', ask: () => askResources(folder, title, 'folder') },
    { label: '$(regex) Pattern…', description: 'such as docs/**/*.md', ask: () => askPattern(folder, title) },
  ];
  return (await vscode.window.showQuickPick(kinds, { title }))?.ask();
}

async function askResources(folder: vscode.WorkspaceFolder, title: string, what: 'files' | 'folder'): Promise<string[] | undefined> {
  const choice = what === 'files' ? { canSelectFiles: true, canSelectMany: true } : { canSelectFiles: false, canSelectFolders: true, canSelectMany: true };
  const resources = await vscode.window.showOpenDialog({ title, openLabel: 'Add', defaultUri: folder.uri, ...choice });
  return resources && pathsIn(folder, resources);
}

async function askPattern(folder: vscode.WorkspaceFolder, title: string): Promise<string[] | undefined> {
  const pattern = await vscode.window.showInputBox({
    title,
    prompt: `A path or pattern, relative to ${folder.name}: * stands for any characters of a name, ** for any folders`,
    placeHolder: 'docs/**/*.md',
    ignoreFocusOut: true,
    validateInput: (value) => (path.isAbsolute(value.trim()) ? 'Write it relative to the folder.' : undefined),
  });
  return pattern === undefined || pattern.trim() === '' ? undefined : [pattern.trim()];
}
