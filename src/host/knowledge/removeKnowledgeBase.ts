import * as vscode from 'vscode';
import type { KnowledgePlace } from './knowledgePlace';
import type { KnowledgeService } from './knowledgeService';

/** Deletes a knowledge base, once the user has confirmed it. */
export async function removeKnowledgeBase(knowledge: KnowledgeService, { folder, name }: KnowledgePlace): Promise<void> {
  const remove = 'Remove';
  const detail = 'Its index is deleted; the documents themselves stay. Workflows that name it do not run until there is one of that name again.';
  if ((await vscode.window.showWarningMessage(`Remove the knowledge base “${name}”?`, { modal: true, detail }, remove)) !== remove) return;
  await knowledge.remove(folder.uri.fsPath, name);
  void vscode.window.showInformationMessage(`The knowledge base “${name}” was removed.`);
}
