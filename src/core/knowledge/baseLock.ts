import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { FileLayer } from '../store/fileLayer';
import { ignoreInGit } from '../store/ignoreInGit';
import { acquireLock, type WriterLock } from '../store/lock';
import { errorCode } from '../store/storeFailure';
import { workspaceFiles } from '../store/workspaceFiles';
import { isRemoved, knowledgeFolder, type BaseFiles } from './baseFiles';

/** A folder that is removed in the very moment when another process enters it is made again. */
const attempts = 5;

/**
 * Makes this process the writer of a knowledge base, and its folder if there is none. Throws a `StoreError` that names the
 * writer there is.
 */
export async function lockBase(files: FileLayer, workspace: string, base: BaseFiles, purpose: string): Promise<WriterLock> {
  const names = workspaceFiles(workspace);
  await files.makeFolder(names.folder);
  await ignoreInGit(files, names);
  await files.makeFolder(knowledgeFolder(workspace));
  await finishRemovals(files, knowledgeFolder(workspace));
  for (let attempt = 1; ; attempt++) {
    try {
      await files.makeFolder(base.folder);
      return await acquireLock(files, base, purpose);
    } catch (error) {
      if (errorCode(error) !== 'ENOENT' || attempt === attempts) throw error;
    }
  }
}

/** Those of processes that were killed; two that do it at once do not disturb each other. */
async function finishRemovals(files: FileLayer, folder: string): Promise<void> {
  for (const name of await files.list(folder)) {
    if (isRemoved(name)) await rm(path.join(folder, name), { recursive: true, force: true }).catch(() => undefined);
  }
}
