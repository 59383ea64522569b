import { renameSync, writeFileSync } from 'node:fs';
import Mocha from 'mocha';

/**
 * Mocha's spec reporter that also leaves the totals in the file named by LLMFLOW_TEST_REPORT, for `npm test` to add up.
 */
export default class TotalsReporter extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const file = process.env.LLMFLOW_TEST_REPORT;
    if (file === undefined) return;
    runner.once('end', () => {
      const { passes, failures, pending } = runner.stats;
      writeTotals(file, { passed: passes, failed: failures, skipped: pending });
    });
  }
}

/**
 * Appears whole or not at all: the reader polls for it.
 *
 * @param {string} file
 * @param {import('./totals.mjs').Totals} totals
 */
export function writeTotals(file, totals) {
  writeFileSync(`${file}.partial`, JSON.stringify(totals));
  renameSync(`${file}.partial`, file);
}
