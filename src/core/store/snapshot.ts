import path from 'node:path';
import type { FileLayer } from './fileLayer';
import { replaceFile } from './replaceFile';
import { isAbandonedSnapshot, type WorkspaceFiles } from './workspaceFiles';

/** Puts a new database file in the place of the old one: at every moment, one of the two is there and whole. */
export async function writeSnapshot(files: FileLayer, names: WorkspaceFiles, bytes: Uint8Array): Promise<void> {
  await replaceFile(files, names.database, bytes);
}

/** For the holder of the lock: what a process that was killed had not finished. */
export async function removeAbandonedSnapshots(files: FileLayer, names: WorkspaceFiles): Promise<void> {
  const abandoned = (await files.list(names.folder)).filter(isAbandonedSnapshot);
  await Promise.all(abandoned.map((name) => files.remove(path.join(names.folder, name))));
}
