import path from 'node:path';
import type { FileLayer } from '../../../../src/core/store/fileLayer';
import { nodeFiles } from '../../../../src/core/store/nodeFiles';
import { workspaceFiles } from '../../../../src/core/store/workspaceFiles';

export { emptyFolder as emptyWorkspace } from '../../../support/temporary';

/** What the end of the process that holds it comes to: nobody alive holds the lock any more. */
export async function dropLock(workspace: string, files: FileLayer = nodeFiles): Promise<void> {
  const { folder } = workspaceFiles(workspace);
  for (const name of await files.list(folder).catch(() => [])) {
    if (name.startsWith('workspace.lock')) await files.remove(path.join(folder, name));
  }
}
