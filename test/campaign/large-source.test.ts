import assert from 'node:assert/strict';
import { open, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { Child } from '../support/child';
import { emptyFolder } from '../support/temporary';

const mebibyte = 2 ** 20;
const largeMebibytes = Number(process.env['LLMFLOW_MEBIBYTES'] ?? 300);
const command = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const usage = new URL('../bench/support/usage.mjs', import.meta.url).href;
const workflow = `llmflow: 1\nsource: rows.csv\nprocesses:\n  echo: { column: text, prompt: "{input_data}" }\n`;

/** Long lines, so that what a row takes in the plan of an ingest (40 bytes) does not count; the last one is broken. */
async function writeLarge(file: string, mebibytes: number): Promise<number> {
  const line = `1,"${'some words of a review, '.repeat(160)}"\n`;
  const block = line.repeat(Math.floor(mebibyte / line.length));
  const handle = await open(file, 'w');
  await handle.write('id,text\n');
  for (let written = 0; written < mebibytes; written++) await handle.write(block);
  await handle.write('1,"never closed\n');
  await handle.close();
  return 2 + (block.length / line.length) * mebibytes;
}

/** Peak memory in MiB of the command that reads such a file to its end, and refuses it. */
async function peakOf(mebibytes: number): Promise<number> {
  const folder = emptyFolder();
  await writeFile(path.join(folder, 'rows.llmflow'), workflow);
  const lines = await writeLarge(path.join(folder, 'rows.csv'), mebibytes);
  const measured = path.join(folder, 'usage.json');
  const child = await Child.start(command, ['ingest', 'rows.llmflow'], { cwd: folder, env: { BENCH_USAGE: measured, NODE_OPTIONS: `--import ${usage}` } });
  assert.equal(await child.ended(1), 1);
  assert.ok(child.errors.includes(`rows.csv, line ${lines}: a double quote is opened here and never closed.`), child.errors);
  return z.object({ peakMb: z.number() }).parse(JSON.parse(await readFile(measured, 'utf8'))).peakMb;
}

describe(`a file of ${largeMebibytes} MiB`, function () {
  this.timeout(1_800_000);

  it('is read in a stream: the memory for a hundredth of it is enough for all', async () => {
    const [small, large] = [await peakOf(Math.ceil(largeMebibytes / 100)), await peakOf(largeMebibytes)];
    console.log(`      ${large.toFixed(0)} MiB at most, ${small.toFixed(0)} MiB for a hundredth of it`);
    assert.ok(large < small * 1.5, `${large} MiB`);
  });
});
