import * as vscode from 'vscode';
import * as z from 'zod';
import { fileKind } from '../../core/knowledge/documents/fileKinds';
import { findFile } from '../../core/workspace/findFile';
import { requireTrust } from '../trust';
import { folderOf } from './knowledgePlace';

export const documentTextScheme = 'llmflow-text';

/** Whether a knowledge base has another text of a file than editors show, so that the lines of a passage are not the file's. */
export function isExtracted(file: string): boolean {
  const kind = fileKind(file);
  return kind === 'pdf' || kind === 'docx' || kind === 'html';
}

const place = z.object({ folder: z.string(), source: z.string() });

/** Names the text of a document, such as a PDF, as a document of its own. */
export function documentTextUri(folder: vscode.Uri, source: string): vscode.Uri {
  return vscode.Uri.from({ scheme: documentTextScheme, path: `/${source}.txt`, query: JSON.stringify({ folder: folder.toString(), source }) });
}

/** The file that such a document is the text of. */
export function originalOf({ query }: vscode.Uri): vscode.Uri {
  const { folder, source } = place.parse(JSON.parse(query));
  return vscode.Uri.joinPath(folderOf(folder).uri, source);
}

/** The texts of documents as knowledge bases have them, read-only. */
export class DocumentTexts implements vscode.TextDocumentContentProvider {
  constructor(private readonly read: (file: string, signal: AbortSignal) => Promise<string>) {}

  async provideTextDocumentContent({ query }: vscode.Uri, token: vscode.CancellationToken): Promise<string> {
    requireTrust('knowledge');
    const { folder, source } = place.parse(JSON.parse(query));
    const { fsPath } = folderOf(folder).uri;
    const found = await findFile(source, { folder: fsPath, workspace: fsPath });
    if (found.state !== 'found') return `${source} is not in this folder any more.\n`;
    const abort = new AbortController();
    const subscription = token.onCancellationRequested(() => abort.abort());
    try {
      return await this.read(found.path, abort.signal);
    } finally {
      subscription.dispose();
    }
  }
}
