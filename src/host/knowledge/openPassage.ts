import * as vscode from 'vscode';
import * as z from 'zod';
import { findFile } from '../../core/workspace/findFile';
import { documentTextUri, isExtracted } from './documentTexts';
import { folderOf } from './knowledgePlace';

/** Where a passage stands: lines from 1, in the text of its document. */
export interface PassagePlace {
  /** The document's path, relative to its workspace folder. */
  readonly source: string;
  readonly line: number;
  readonly endLine: number;
}

const lineNumber = z.int().min(1);
/** What canvases and other extensions name a passage by. `folder` is a URI or a path. */
const namedPassage = z.object({ folder: z.string().exactOptional(), source: z.string(), line: lineNumber, endLine: lineNumber.exactOptional() });

/** Opens the passage that a command was given. Throws for anything else. */
export async function openNamedPassage(target: unknown): Promise<void> {
  const { folder, source, line, endLine = line } = namedPassage.parse(target);
  await openPassage(folderOf(folder), { source, line, endLine }, { preview: true });
}

/** Opens a document as text, with the lines of the passage selected. Rejects where there is no such document in the folder. */
export async function openPassage(folder: vscode.WorkspaceFolder, { source, line, endLine }: PassagePlace, options: vscode.TextDocumentShowOptions): Promise<void> {
  const file = await documentFile(folder, source);
  const shown = isExtracted(source) ? documentTextUri(folder.uri, source) : file;
  const selection = new vscode.Range(line - 1, 0, endLine, 0);
  await vscode.commands.executeCommand('vscode.openWith', shown, 'default', { ...options, selection });
}

/** Opens a document in the editor that is meant for its kind. Rejects where there is no such document in the folder. */
export async function openDocument({ folder, source }: { readonly folder: string; readonly source: string }): Promise<void> {
  await vscode.commands.executeCommand('vscode.open', await documentFile(folderOf(folder), source));
}

async function documentFile({ uri }: vscode.WorkspaceFolder, source: string): Promise<vscode.Uri> {
  // The path comes from an index, which may be someone else's.
  const found = await findFile(source, { folder: uri.fsPath, workspace: uri.fsPath });
  if (found.state === 'found') return vscode.Uri.joinPath(uri, source);
  throw new Error(`${source} is not in this folder any more. Refresh the knowledge base, and it forgets the document.`);
}
