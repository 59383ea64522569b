import path from 'node:path';
import type { FileLayer } from './fileLayer';
import { replaceFile } from './replaceFile';
import type { WorkspaceDatabase } from './workspaceDatabase';
import { isAbandonedSnapshot, type WorkspaceFiles } from './workspaceFiles';

/**
 * Puts a new database file in the place of the old one: at every moment, one of the two is there and whole. It is written from where
 * the database has it in memory, which must not change meanwhile. Gives the file's size.
 */
export async function writeSnapshot(files: FileLayer, names: WorkspaceFiles, database: WorkspaceDatabase): Promise<number> {
  const pieces = database.file();
  await replaceFile(files, names.database, pieces);
  return pieces.reduce((sum, { length }) => sum + length, 0);
}

/** For the holder of the lock: what a process that was killed had not finished. */
export async function removeAbandonedSnapshots(files: FileLayer, names: WorkspaceFiles): Promise<void> {
  const abandoned = (await files.list(names.folder)).filter(isAbandonedSnapshot);
  await Promise.all(abandoned.map((name) => files.remove(path.join(names.folder, name))));
}
