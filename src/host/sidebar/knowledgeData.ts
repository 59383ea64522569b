import * as vscode from 'vscode';
import type { KnowledgeService } from '../knowledge/knowledgeService';
import type { ShownBroken, ShownKnowledge } from './lines/knowledgeLines';
import { foldersOnDisk } from './sidebarData';

/** Gathers what the side bar shows of knowledge bases. How their documents stand to their files is found out when somebody looks. */
export async function shownKnowledge(knowledge: KnowledgeService, signal: AbortSignal): Promise<(ShownKnowledge | ShownBroken)[]> {
  // What to do about that, the empty view says.
  if (!vscode.workspace.isTrusted) return [];
  const folders = foldersOnDisk();
  const shown = folders.map(async ({ uri, name }) => {
    const place = { folder: uri.toString(), ...(folders.length > 1 && { folderName: name }) };
    const [bases, broken] = await Promise.all([knowledge.list(uri.fsPath), knowledge.broken(uri.fsPath)]);
    const readable = bases.map(async (base) => ({
      ...place,
      base,
      documents: await knowledge.documents(uri.fsPath, base.name, signal),
      isUpdating: knowledge.isUpdating(uri.fsPath, base.name),
    }));
    return [...(await Promise.all(readable)), ...broken.map((each) => ({ ...place, ...each }))];
  });
  return (await Promise.all(shown)).flat();
}
