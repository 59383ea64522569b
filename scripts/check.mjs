// Types, world by world, and lint beside them. Every step runs, whatever the others find.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { outFolder } from './lib/paths.mjs';
import { capture } from './lib/run.mjs';
import { describe, sum } from './lib/totals.mjs';

const worlds = ['src/core', 'src', 'webview', 'test'];

const typeCheck = (world) => [
  'node_modules/typescript/bin/tsc',
  ...['--project', world, '--incremental', '--tsBuildInfoFile', join(outFolder, 'types', `${world.replace('/', '-')}.tsbuildinfo`)],
  ...(process.stdout.isTTY ? ['--pretty'] : []),
];

const lint = ['node_modules/eslint/bin/eslint.js', '--max-warnings', '0', ...(process.stdout.isTTY ? ['--color'] : []), '.'];

/** @returns {Promise<import('./lib/totals.mjs').Totals>} */
export async function check() {
  const results = await Promise.all([checkTypes(), step('lint', lint)]);
  return sum(results.flat());
}

async function checkTypes() {
  const results = [];
  for (const world of worlds) results.push(await step(`types of ${world}`, typeCheck(world)));
  return results;
}

async function step(title, args) {
  const { succeeded, output } = await capture(args);
  console.log(`${output}  ${succeeded ? '✓' : '✗'} ${title}`);
  return { passed: succeeded ? 1 : 0, failed: succeeded ? 0 : 1, skipped: 0 };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const totals = await check();
  console.log(describe(totals));
  process.exitCode = totals.failed > 0 ? 1 : 0;
}
