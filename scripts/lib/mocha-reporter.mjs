import { renameSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import Mocha from 'mocha';
import { none } from './totals.mjs';

/**
 * @typedef {object} Report
 * @property {Record<string, import('./totals.mjs').Totals>} files by their paths
 * @property {{ file: string, title: string }[]} failures
 */

/** Mocha's spec reporter that also leaves a `Report` in the file named by LLMFLOW_TEST_REPORT, for `npm test` to add up. */
export default class ReportingReporter extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const path = process.env.LLMFLOW_TEST_REPORT;
    if (path === undefined) return;
    /** @type {Report} */
    const report = { files: {}, failures: [] };
    const count = (what) => (runnable) => {
      const file = fileOf(runnable);
      const totals = report.files[file] ?? none;
      report.files[file] = { ...totals, [what]: totals[what] + 1 };
      if (what === 'failed') report.failures.push({ file, title: runnable.fullTitle() });
    };
    runner.on('pass', count('passed')).on('fail', count('failed')).on('pending', count('skipped'));
    runner.once('end', () => writeReport(path, report));
  }
}

/** A hook that fails has no file of its own. */
function fileOf(runnable) {
  const file = runnable.file ?? runnable.parent?.file;
  return file === undefined ? '' : relative('', file);
}

/**
 * Appears whole or not at all: the reader polls for it.
 *
 * @param {string} path
 * @param {Report} report
 */
export function writeReport(path, report) {
  writeFileSync(`${path}.partial`, JSON.stringify(report));
  renameSync(`${path}.partial`, path);
}
