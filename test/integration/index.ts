import { appendFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format } from 'node:util';
import Mocha from 'mocha';
import ReportingReporter, { writeReport } from '../../scripts/lib/mocha-reporter.mjs';

/**
 * What VS Code calls inside the extension host: runs every `*.test.js` beside this bundle. In `npm test` the totals and the
 * transcript go to files, because this process's output does not reach the terminal everywhere.
 */
export async function run(): Promise<void> {
  const report = process.env['LLMFLOW_TEST_REPORT'];
  const print = report === undefined ? console.log : (...args: unknown[]) => appendFileSync(`${report}.log`, `${format(...args)}\n`);
  const failures = await runMocha(print).catch((error: unknown) => {
    print(error);
    if (report !== undefined) writeReport(report, { files: { '': { passed: 0, failed: 1, skipped: 0 } }, failures: [] });
    throw error;
  });
  if (failures > 0) throw new Error(`${failures} integration tests failed.`);
}

async function runMocha(print: (...args: unknown[]) => void): Promise<number> {
  const here = dirname(fileURLToPath(import.meta.url));
  Mocha.reporters.Base.consoleLog = print;
  const mocha = new Mocha({ reporter: ReportingReporter, timeout: 20_000 });
  mocha.files = readdirSync(here, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.js'))
    .sort()
    .map((file) => join(here, file));
  await mocha.loadFilesAsync();
  return new Promise((resolve) => mocha.run(resolve));
}
