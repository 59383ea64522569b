import { writeNewFile, type FileLayer } from './fileLayer';
import { errorCode } from './storeFailure';
import type { WorkspaceFiles } from './workspaceFiles';

/** `.llmflow/` is nothing to commit, and says so itself. */
export async function ignoreInGit(files: FileLayer, names: WorkspaceFiles): Promise<void> {
  if ((await files.identity(names.gitignore)) !== undefined) return;
  try {
    await writeNewFile(files, names.gitignore, Buffer.from('*\n'));
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
}
