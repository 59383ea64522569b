import type { FileLayer } from './fileLayer';
import { nodeFiles } from './nodeFiles';
import { WorkspaceReader } from './reader';
import type { StoreReader } from './store';
import { workspaceFiles } from './workspaceFiles';

/**
 * Opens the workspace's database for reading: no lock, and nothing is created. Where there is none yet, the tables are empty.
 * Throws a `StoreError` if the files cannot be read.
 */
export function openReader(workspaceFolder: string, { files = nodeFiles }: { readonly files?: FileLayer } = {}): Promise<StoreReader> {
  return WorkspaceReader.open(files, workspaceFiles(workspaceFolder));
}
