import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { copyWorkspace } from '../../scripts/lib/workspace.mjs';

const execute = promisify(execFile);

async function llmflow(folder: string, ...args: string[]): Promise<string> {
  const { stdout } = await execute(process.execPath, [resolve('dist/cli.js'), ...args], { cwd: folder });
  return stdout;
}

describe('the built command', () => {
  it('runs the sample workflow with the built-in models', async () => {
    const { folder, scratch } = await copyWorkspace('media/sample');
    try {
      assert.match(await llmflow(folder, 'run', 'reviews.llmflow'), /^Positive\n\n.+\n\nmovie, plot/);
    } finally {
      await rm(scratch, { recursive: true });
    }
  });

  it('finds no problem in it', async () => {
    assert.equal(await llmflow('media/sample', 'check', 'reviews.llmflow', 'table.llmflow'), '');
  });

  it('runs the sample table, and prints its results', async () => {
    const { folder, scratch } = await copyWorkspace('media/sample');
    try {
      await llmflow(folder, 'table', 'table.llmflow');
      const results = await llmflow(folder, 'results', 'table.llmflow');
      assert.deepEqual(results.match(/(Positive|Negative|The plot.*|It dragged.*|Best part.*)$/gm), [
        'Positive',
        'Negative',
        'Positive',
        'The plot was great.',
        'It dragged a lot.',
        'Best part ever.',
      ]);
    } finally {
      await rm(scratch, { recursive: true });
    }
  });

  it('reads a source whose library is loaded when it is needed', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'llmflow-parquet-'));
    try {
      const file = parquetWriteBuffer({ columnData: [{ name: 'text', data: ['Lovely.', 'Dull.'], type: 'STRING' }] });
      await writeFile(join(folder, 'rows.parquet'), new Uint8Array(file));
      await writeFile(join(folder, 'rows.llmflow'), 'llmflow: 1\nsource: rows.parquet\nprocesses: {sentiment: text}\n');
      assert.equal(await llmflow(folder, 'ingest', 'rows.llmflow'), '2 added, 0 updated, 0 unchanged, 0 removed\n');
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
