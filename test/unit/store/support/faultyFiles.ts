import type { FileLayer, OpenFile } from '../../../../src/core/store/fileLayer';
import { nodeFiles } from '../../../../src/core/store/nodeFiles';

export interface Operation {
  readonly name: 'makeFolder' | 'open' | 'write' | 'sync' | 'truncate' | 'rename' | 'link' | 'remove' | 'syncFolder';
  readonly file: string;
}

/**
 * A file system with `before` called before each operation that changes something: what it throws, the operation throws.
 * Of a write that fails, half the bytes are written.
 */
export function faultyFiles(before: (operation: Operation) => void, files: FileLayer = nodeFiles): FileLayer {
  return {
    list: (folder) => files.list(folder),
    read: (file, offset) => files.read(file, offset),
    identity: (file) => files.identity(file),
    makeFolder: (folder) => attempt({ name: 'makeFolder', file: folder }, () => files.makeFolder(folder)),
    rename: (from, to) => attempt({ name: 'rename', file: to }, () => files.rename(from, to)),
    link: (from, to) => attempt({ name: 'link', file: to }, () => files.link(from, to)),
    remove: (file) => attempt({ name: 'remove', file }, () => files.remove(file)),
    syncFolder: (folder) => attempt({ name: 'syncFolder', file: folder }, () => files.syncFolder(folder)),
    open: (file, mode) => attempt({ name: 'open', file }, async () => faultyFile(file, await files.open(file, mode))),
  };

  function faultyFile(file: string, open: OpenFile): OpenFile {
    return {
      async write(bytes) {
        try {
          before({ name: 'write', file });
        } catch (error) {
          await open.write(bytes.subarray(0, bytes.length / 2));
          throw error;
        }
        await open.write(bytes);
      },
      sync: () => attempt({ name: 'sync', file }, () => open.sync()),
      truncate: () => attempt({ name: 'truncate', file }, () => open.truncate()),
      close: () => open.close(),
    };
  }

  async function attempt<T>(operation: Operation, work: () => Promise<T>): Promise<T> {
    before(operation);
    return work();
  }
}

/** Nothing happens any more from operation `stop` (from 0) on: what a process that is killed there leaves on the disk. */
export function filesUntil(stop: number, disk: FileLayer): { files: FileLayer; operations: Operation[] } {
  const operations: Operation[] = [];
  const files = faultyFiles((operation) => {
    operations.push(operation);
    if (operations.length > stop) throw new Error('The process has ended.');
  }, disk);
  return { files, operations };
}

export function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: what the system says`), { code });
}
