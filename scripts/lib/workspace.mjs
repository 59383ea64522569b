import { cp, mkdtemp, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { root } from './paths.mjs';

/** What runs of the sample, such as the one of `npm start`, leave in it. */
const leftBehind = join(root, 'media/sample/.llmflow');

/**
 * @param {string} workspace
 * @param {string} folder where there is none yet
 */
export async function copyTo(workspace, folder) {
  await cp(workspace, folder, { recursive: true, filter: (source) => resolve(source) !== leftBehind });
}

/**
 * A copy of a workspace that tests may write to, under the workspace's own name.
 *
 * @param {string} workspace
 * @returns {Promise<{ folder: string, scratch: string }>} the copy, and the temporary folder around it
 */
export async function copyWorkspace(workspace) {
  const scratch = await mkdtemp(join(await realpath(tmpdir()), 'llmflow-'));
  const folder = join(scratch, basename(workspace));
  await copyTo(workspace, folder);
  return { folder, scratch };
}
