import path from 'node:path';
import { writeNewFile, type FileLayer } from './fileLayer';
import { isAbandonedSnapshot, temporaryName, type WorkspaceFiles } from './workspaceFiles';

/** Puts a new database file in the place of the old one: at every moment, one of the two is there and whole. */
export async function writeSnapshot(files: FileLayer, names: WorkspaceFiles, bytes: Uint8Array): Promise<void> {
  const temporary = temporaryName(names.database);
  try {
    await writeNewFile(files, temporary, bytes);
    await files.rename(temporary, names.database);
  } catch (error) {
    await files.remove(temporary).catch(() => undefined);
    throw error;
  }
  await files.syncFolder(names.folder);
}

/** For the holder of the lock: what a process that was killed had not finished. */
export async function removeAbandonedSnapshots(files: FileLayer, names: WorkspaceFiles): Promise<void> {
  const abandoned = (await files.list(names.folder)).filter(isAbandonedSnapshot);
  await Promise.all(abandoned.map((name) => files.remove(path.join(names.folder, name))));
}
