import { open, rename, rm, type FileHandle } from 'node:fs/promises';

/** Writes a file that is there only once it is whole: until then it stands beside its place, and goes when `write` fails. */
export async function writeWholeFile<T>(file: string, write: (handle: FileHandle) => Promise<T>): Promise<T> {
  const temporary = `${file}.${crypto.randomUUID()}.part`;
  const handle = await open(temporary, 'wx');
  try {
    const result = await write(handle);
    await handle.close();
    await rename(temporary, file);
    return result;
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(temporary, { force: true });
    throw error;
  }
}
