import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../../scripts/lib/paths.mjs';
import { npm } from '../../../scripts/lib/run.mjs';

const folder = join(root, 'test/bench');
const installed = join(folder, 'node_modules');

/** Installs what LLM Flow is measured beside, unless exactly that is there. */
export async function ensurePeers() {
  const { dependencies } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const current = existsSync(join(installed, '.package-lock.json'))
    ? await Promise.all(Object.entries(dependencies).map(async ([name, version]) => (await peerVersion(name)) === version))
    : [false];
  if (current.every(Boolean)) return;
  console.error('Installing what LLM Flow is measured beside (once) …');
  // Their checks of Node's version look at the one that runs npm, not at the one that runs them.
  await npm(['ci', '--loglevel=error'], { cwd: folder });
}

/** @returns {Promise<string | undefined>} the installed version */
export async function peerVersion(name) {
  const manifest = join(installed, name, 'package.json');
  return existsSync(manifest) ? JSON.parse(await readFile(manifest, 'utf8')).version : undefined;
}
