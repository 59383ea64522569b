import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FileLayer } from '../../../../src/core/store/fileLayer';
import { nodeFiles } from '../../../../src/core/store/nodeFiles';
import { workspaceFiles } from '../../../../src/core/store/workspaceFiles';

const created: string[] = [];

/** An empty workspace folder, gone after the tests. */
export function emptyWorkspace(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'llmflow-store-'));
  created.push(folder);
  return folder;
}

after(() => Promise.all(created.splice(0).map((folder) => rm(folder, { recursive: true, force: true }))));

/** What the end of the process that holds it comes to: nobody alive holds the lock any more. */
export async function dropLock(workspace: string, files: FileLayer = nodeFiles): Promise<void> {
  const { folder } = workspaceFiles(workspace);
  for (const name of await files.list(folder).catch(() => [])) {
    if (name.startsWith('workspace.lock')) await files.remove(path.join(folder, name));
  }
}
