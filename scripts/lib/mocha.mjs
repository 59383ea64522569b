import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { outFolder } from './paths.mjs';
import { node } from './run.mjs';
import { none, oneFailure, sum } from './totals.mjs';

/** A suite that takes longer than this hangs. */
const limit = 15 * 60_000;

/**
 * Runs the `*.test.ts` files below test/`suite` in a mocha of their own.
 *
 * @param {string} suite
 * @param {{ timeout?: number, hooks?: string, attempts?: number }} [options] how long (ms) a test may take; a file with
 *   mocha's root hooks; how often a file that fails is run
 * @returns {Promise<import('./totals.mjs').Totals>}
 */
export function runMocha(suite, { timeout = 10_000, hooks, attempts = 1 } = {}) {
  const options = ['--timeout', String(timeout), ...(hooks ? ['--require', hooks] : [])];
  return runRepeatedly(suite, attempts, (files = [`test/${suite}/**/*.test.ts`]) => runFiles(suite, files, options));
}

/**
 * Runs the files that fail again, for suites that click through another program and may lose to the machine's load. What passes
 * only then is named.
 *
 * @param {string} suite
 * @param {number} attempts
 * @param {(files?: string[]) => Promise<import('./mocha-reporter.mjs').Report | undefined>} run all files, or at least some
 * @returns {Promise<import('./totals.mjs').Totals>}
 */
export async function runRepeatedly(suite, attempts, run) {
  const report = await run();
  let last = report;
  for (let attempt = 2; attempt <= attempts && last && canBeRepeated(last); attempt++) {
    const files = [...new Set(last.failures.map(({ file }) => file))];
    console.log(`\n${suite}: once more, because of ${files.join(', ')}`);
    const again = await run(files);
    if (!again) break;
    const failed = new Set(again.failures.map(({ title }) => title));
    for (const { title } of last.failures) if (!failed.has(title)) console.log(`${suite}: passed only at attempt ${attempt}: ${title}`);
    Object.assign(report.files, again.files);
    last = again;
  }
  return totalsOf(report);
}

/** @param {import('./mocha-reporter.mjs').Report} report */
function canBeRepeated({ failures }) {
  return failures.length > 0 && failures.every(({ file }) => file !== '');
}

/** @returns {Promise<import('./mocha-reporter.mjs').Report | undefined>} */
async function runFiles(suite, files, options) {
  const path = await freshReport(suite);
  const code = await node(['node_modules/mocha/bin/mocha.js', '--reporter', 'scripts/lib/mocha-reporter.mjs', ...options, ...files], {
    timeout: limit,
    env: { ...process.env, LLMFLOW_TEST_REPORT: path },
  });
  return readReport(path, code);
}

/**
 * @param {string} suite
 * @returns {Promise<string>} the path for a suite's report, where no file is yet
 */
export async function freshReport(suite) {
  const path = join(outFolder, 'reports', `${suite}.json`);
  await mkdir(join(outFolder, 'reports'), { recursive: true });
  await rm(path, { force: true });
  return path;
}

/**
 * @param {string} path
 * @param {number} code the suite's exit code
 * @returns {Promise<import('./mocha-reporter.mjs').Report | undefined>} undefined if the suite did not end; a bad exit code without a
 *   failed test is a failure too
 */
export async function readReport(path, code) {
  if (!existsSync(path)) return undefined;
  const report = JSON.parse(await readFile(path, 'utf8'));
  return code !== 0 && report.failures.length === 0 ? { ...report, files: { ...report.files, '': oneFailure } } : report;
}

/**
 * @param {import('./mocha-reporter.mjs').Report | undefined} report
 * @returns {import('./totals.mjs').Totals} no report, or no tests in it, is a failure
 */
function totalsOf(report) {
  const totals = report ? sum(Object.values(report.files)) : none;
  return totals.passed + totals.failed + totals.skipped === 0 ? oneFailure : totals;
}
