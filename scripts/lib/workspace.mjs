import { cp, mkdtemp, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

/**
 * A copy of a workspace that tests may write to, under the workspace's own name.
 *
 * @param {string} workspace
 * @returns {Promise<{ folder: string, scratch: string }>} the copy, and the temporary folder around it
 */
export async function copyWorkspace(workspace) {
  const scratch = await mkdtemp(join(await realpath(tmpdir()), 'llmflow-'));
  const folder = join(scratch, basename(workspace));
  await cp(workspace, folder, { recursive: true });
  return { folder, scratch };
}
