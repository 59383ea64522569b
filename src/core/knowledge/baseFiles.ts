import path from 'node:path';
import type { LockPlace } from '../store/lock';
import { workspaceFiles } from '../store/workspaceFiles';
import { checkKnowledgeName } from './knowledgeName';

/** Where a knowledge base is kept. */
export interface BaseFiles extends LockPlace {
  readonly name: string;
  readonly folder: string;
  /** What the user asked for (`Definition`). It is there as long as the knowledge base is. */
  readonly definition: string;
  /** What was made of it (`Contents`), which names the index; absent before anything was added. */
  readonly contents: string;
  /** The vectors that were ever asked of the embedding model. */
  readonly embeddings: string;
  readonly lock: string;
  readonly subject: string;
}

export function knowledgeFolder(workspace: string): string {
  return path.join(workspaceFiles(workspace).folder, 'knowledge');
}

/** Throws `KnowledgeError` for what is no name. */
export function baseFiles(workspace: string, name: string): BaseFiles {
  checkKnowledgeName(name);
  const folder = path.join(knowledgeFolder(workspace), name);
  return {
    name,
    folder,
    definition: path.join(folder, 'definition'),
    contents: path.join(folder, 'contents'),
    embeddings: path.join(folder, 'embeddings'),
    lock: path.join(folder, 'lock'),
    subject: `The knowledge base “${name}”`,
  };
}

const indexExtension = '.index';

/** Every update writes a new index beside the one that `contents` names. */
export function indexFile({ folder }: BaseFiles, generation: string): string {
  return path.join(folder, `${generation}${indexExtension}`);
}

/** For the holder of the lock: whether it belongs to an update that was killed, or that another has replaced. */
export function isLeftover(file: string, generation: string | undefined): boolean {
  return (file.endsWith(indexExtension) && file !== `${generation}${indexExtension}`) || (file.endsWith('.tmp') && !file.startsWith('lock.'));
}

const removedPrefix = '.removed-';

/** Where a knowledge base goes in one step when it is removed. No knowledge base can have such a name. */
export function removedFolder(workspace: string): string {
  return path.join(knowledgeFolder(workspace), `${removedPrefix}${crypto.randomUUID()}`);
}

export function isRemoved(folder: string): boolean {
  return folder.startsWith(removedPrefix);
}
