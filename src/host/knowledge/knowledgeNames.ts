import * as vscode from 'vscode';
import { readKnowledgeBases } from '../../core/workspace/readContext';

/** Which knowledge bases a folder has, whether they can be read or not. Undefined in a workspace that is not trusted: nobody looks there. */
export async function knowledgeNames(folder: string): Promise<ReadonlySet<string> | undefined> {
  return vscode.workspace.isTrusted ? readKnowledgeBases(folder) : undefined;
}
