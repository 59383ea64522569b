import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { outFolder } from './paths.mjs';
import { node } from './run.mjs';
import { oneFailure } from './totals.mjs';

/** A suite that takes longer than this hangs. */
const limit = 15 * 60_000;

/**
 * Runs the `*.test.ts` files below test/`suite` in a mocha of their own.
 *
 * @param {string} suite
 * @param {{ timeout?: number, hooks?: string }} [options] how long (ms) a test may take; a file with mocha's root hooks
 * @returns {Promise<import('./totals.mjs').Totals>}
 */
export async function runMocha(suite, { timeout = 10_000, hooks } = {}) {
  const report = await freshReport(suite);
  const code = await node(
    [
      ...['node_modules/mocha/bin/mocha.js', '--reporter', 'scripts/lib/mocha-reporter.mjs', '--timeout', String(timeout)],
      ...(hooks ? ['--require', hooks] : []),
      `test/${suite}/**/*.test.ts`,
    ],
    { timeout: limit, env: { ...process.env, LLMFLOW_TEST_REPORT: report } },
  );
  return readTotals(report, code);
}

/**
 * @param {string} suite
 * @returns {Promise<string>} the path for a suite's totals, where no file is yet
 */
export async function freshReport(suite) {
  const report = join(outFolder, 'reports', `${suite}.json`);
  await mkdir(join(outFolder, 'reports'), { recursive: true });
  await rm(report, { force: true });
  return report;
}

/**
 * The totals of a suite that ended. No report, no tests at all, or a bad exit code without a failed test is a failure too.
 *
 * @param {string} report
 * @param {number} code the suite's exit code
 */
export async function readTotals(report, code) {
  if (!existsSync(report)) return oneFailure;
  const totals = JSON.parse(await readFile(report, 'utf8'));
  if (totals.passed + totals.failed + totals.skipped === 0) return oneFailure;
  return code !== 0 && totals.failed === 0 ? { ...totals, failed: 1 } : totals;
}
