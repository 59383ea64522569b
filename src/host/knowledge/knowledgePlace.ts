import * as vscode from 'vscode';
import * as z from 'zod';
import { foldersOnDisk } from '../sidebar/sidebarData';
import { countText } from '../../core/knowledge/updateText';
import type { KnowledgeService } from './knowledgeService';

/** A knowledge base of one of the workspace's folders. */
export interface KnowledgePlace {
  readonly folder: vscode.WorkspaceFolder;
  readonly name: string;
}

/** What lines of the side bar, quick fixes, canvases and other extensions name one by. `folder` is a URI. */
const namedPlace = z.object({ folder: z.string().exactOptional(), name: z.string() });
const givenPlace = z.union([z.object({ line: z.object({ knowledge: namedPlace }) }).transform(({ line }) => line.knowledge), namedPlace]);

/** The knowledge base that a command was given; undefined if it was given none. Throws if its folder is not open. */
export function placeOf(target: unknown): KnowledgePlace | undefined {
  const given = givenPlace.safeParse(target).data;
  return given && { folder: folderOf(given.folder), name: given.name };
}

/** What quick fixes and canvases know of a knowledge base that is to be created; menus pass other things. */
export function wishOf(target: unknown): { readonly folder?: string; readonly name?: string } {
  if (typeof target === 'string') return { name: target };
  return z.object({ folder: z.string().exactOptional(), name: z.string().exactOptional() }).safeParse(target).data ?? {};
}

/** The folder of that URI or path, or the only one. */
export function folderOf(given: string | undefined): vscode.WorkspaceFolder {
  const folders = foldersOnDisk();
  const found = given === undefined ? folders[0] : folders.find(({ uri }) => uri.toString() === given || uri.fsPath === given);
  if (found) return found;
  throw new Error(given === undefined ? noFolder : `The folder ${given} is not open in this window. Open it with “File: Open Folder…”.`);
}

const noFolder = 'Knowledge bases belong to a folder. Open one with “File: Open Folder…”.';

/** Lets the user choose a folder where there are several. */
export async function askFolder(): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = foldersOnDisk();
  if (folders.length <= 1) return folderOf(undefined);
  const items = folders.map((folder) => ({ label: folder.name, description: folder.uri.fsPath, folder }));
  return (await vscode.window.showQuickPick(items, { title: 'The knowledge base of which folder?' }))?.folder;
}

export interface BaseQuestion {
  readonly title: string;
  /** Those of one folder only. */
  readonly folder?: vscode.WorkspaceFolder;
  /** Offered below those that there are, and without a question where there are none. */
  readonly orNew?: () => Promise<KnowledgePlace | undefined>;
}

/** Lets the user choose one of the knowledge bases. */
export async function askPlace(knowledge: KnowledgeService, { title, folder: only, orNew }: BaseQuestion): Promise<KnowledgePlace | undefined> {
  const folders = only ? [only] : foldersOnDisk();
  if (folders.length === 0) throw new Error(noFolder);
  const lists = await Promise.all(folders.map(async (folder) => (await knowledge.list(folder.uri.fsPath)).map((base) => ({ folder, base }))));
  const items = lists.flat().map(({ folder, base: { name, documents } }) => ({
    label: name,
    description: [countText(documents, 'document'), ...(folders.length > 1 ? [folder.name] : [])].join(' · '),
    choose: (): Promise<KnowledgePlace | undefined> => Promise.resolve({ folder, name }),
  }));
  if (items.length === 0 && !orNew) {
    const create = 'New Knowledge Base…';
    const choice = await vscode.window.showInformationMessage('There is no knowledge base in this workspace yet.', create);
    if (choice === create) await vscode.commands.executeCommand('llmflow.newKnowledgeBase');
    return undefined;
  }
  if (items.length === 0) return orNew?.();
  const fresh = orNew ? [{ label: '$(add) New Knowledge Base…', description: '', choose: orNew }] : [];
  return (await vscode.window.showQuickPick([...items, ...fresh], { title }))?.choose();
}
