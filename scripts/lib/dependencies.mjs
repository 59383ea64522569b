import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { npm } from './run.mjs';

/** Installs the packages of package-lock.json, unless exactly those are installed. */
export async function ensureDependencies() {
  if (await isInstalled()) return;
  console.error('Installing the npm packages …');
  await npm(['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root });
}

/** npm writes down what it installed when it is done, so an interrupted installation is not mistaken for a whole one. */
async function isInstalled() {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const [wanted, installed] = await Promise.all([join(root, 'package-lock.json'), record].map(packagesOf));
  const isCurrent = ([path, { version, optional }]) => installed[path]?.version === version || (optional && !installed[path]);
  return Object.entries(wanted)
    .filter(([path]) => path !== '')
    .every(isCurrent);
}

const packagesOf = async (lockfile) => JSON.parse(await readFile(lockfile, 'utf8')).packages;
