import path from 'node:path';
import { writeNewFile, type FileBytes, type FileLayer } from './fileLayer';
import { temporaryName } from './workspaceFiles';

/** Puts a new file in the place of what may be there: at every moment, one of the two is there and whole. */
export async function replaceFile(files: FileLayer, file: string, bytes: FileBytes): Promise<void> {
  const temporary = temporaryName(file);
  try {
    await writeNewFile(files, temporary, bytes);
    await files.rename(temporary, file);
  } catch (error) {
    await files.remove(temporary).catch(() => undefined);
    throw error;
  }
  await files.syncFolder(path.dirname(file));
}
