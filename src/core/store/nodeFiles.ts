import { link, mkdir, open, readdir, rename, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { FileLayer, OpenFile } from './fileLayer';
import { errorCode } from './storeFailure';

/** Of an SQLite database. */
const headerBytes = 100;

/** The file system itself. */
export const nodeFiles: FileLayer = {
  async makeFolder(folder) {
    try {
      await mkdir(folder);
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
      return;
    }
    await nodeFiles.syncFolder(path.dirname(folder));
  },

  list: (folder) => readdir(folder),

  async read(file, offset = 0) {
    const handle = await openIfThere(file);
    if (handle === undefined) return undefined;
    try {
      const { size } = await handle.stat();
      const bytes = Buffer.allocUnsafe(Math.max(0, size - offset));
      let length = 0;
      while (length < bytes.length) {
        const { bytesRead } = await handle.read(bytes, length, bytes.length - length, offset + length);
        // The file was emptied while it was read.
        if (bytesRead === 0) break;
        length += bytesRead;
      }
      return { bytes: bytes.subarray(0, length), size };
    } finally {
      await handle.close();
    }
  },

  async identity(file) {
    const handle = await openIfThere(file);
    if (handle === undefined) return undefined;
    try {
      const { ino, size, mtimeNs } = await handle.stat({ bigint: true });
      // Two files that follow each other fast can have all of that in common. The header of a database counts its changes.
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(headerBytes), 0, headerBytes, 0);
      return `${ino} ${size} ${mtimeNs} ${buffer.toString('hex', 0, bytesRead)}`;
    } finally {
      await handle.close();
    }
  },

  open: async (file, mode) => openFile(await open(file, mode === 'append' ? 'a' : 'wx')),
  rename,
  link,
  remove: (file) => rm(file, { force: true }),

  async syncFolder(folder) {
    // Windows opens no folders; NTFS journals renames by itself.
    if (process.platform === 'win32') return;
    const handle = await open(folder);
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
};

async function openIfThere(file: string): Promise<FileHandle | undefined> {
  try {
    return await open(file);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function openFile(handle: FileHandle): OpenFile {
  return {
    async write(bytes) {
      // One call as a rule; a disk that is nearly full takes a part, and the next call says why.
      for (let rest = bytes; rest.length > 0; ) rest = rest.subarray((await handle.write(rest)).bytesWritten);
    },
    // Size included: that is metadata which reading the content back needs.
    sync: () => handle.datasync(),
    truncate: () => handle.truncate(0),
    close: () => handle.close(),
  };
}
