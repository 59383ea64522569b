import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { installOnce } from '../../../scripts/lib/install-once.mjs';
import { npm } from '../../../scripts/lib/run.mjs';

export const promptfooVersion = '0.123.1';

/** The one of its optional packages that it needs, as its own lock file has it: SQLite for this machine. */
const libsqlVersion = '0.5.29';
const suffix = { linux: '-gnu', win32: '-msvc' }[process.platform] ?? '';

/**
 * promptfoo's command, in a folder of its own. With all its optional packages it takes 2 GB, without them 0.3; and a lock file
 * without them `npm ci` does not accept.
 *
 * @returns {Promise<string>}
 */
export async function installPromptfoo() {
  const fill = async (folder) => {
    await writeFile(join(folder, 'package.json'), '{ "private": true }');
    const quiet = ['--ignore-scripts', '--omit=dev', '--omit=optional', '--engine-strict=false', '--no-audit', '--no-fund', '--loglevel=error'];
    const packages = [`promptfoo@${promptfooVersion}`, `@libsql/${process.platform}-${process.arch}${suffix}@${libsqlVersion}`];
    await npm(['install', ...quiet, ...packages], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  };
  const folder = await installOnce({ name: `promptfoo-${promptfooVersion}`, label: `promptfoo ${promptfooVersion}`, fill });
  return join(folder, 'node_modules/promptfoo/dist/src/entrypoint.js');
}
