import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import type { SqlValue } from '../../../src/core/store/store';
import { ParquetSource } from '../../../src/core/tables/sources/parquet';
import { writeParquet } from '../../../src/core/tables/view/writeParquet';
import type { RowsToWrite } from '../../../src/core/tables/view/writeRows';

const { signal } = new AbortController();

function rowsOf(headings: readonly string[], rows: readonly (readonly SqlValue[])[], batchSize = 500): RowsToWrite {
  function* batches() {
    for (let start = 0; start < rows.length; start += batchSize) yield rows.slice(start, start + batchSize);
  }
  return { headings, batches };
}

describe('writeParquet', () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'llmflow-parquet-'));
    file = path.join(folder, 'rows.parquet');
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** As the Source Data Table would read it. */
  async function readBack(): Promise<Record<string, unknown>[]> {
    const rows: Record<string, unknown>[] = [];
    for await (const { data } of new ParquetSource({ path: file, name: 'rows.parquet' }).rows(signal)) rows.push({ ...data });
    return rows;
  }

  const headings = ['text', 'whole', 'number', 'mixed', 'json', 'empty', 'a.b'];
  const rows: SqlValue[][] = [
    ['One', 1, 0.5, 1, '{"a": [1, null]}', null, 'x'],
    [null, -(2 ** 53 - 1), 3, 'two', null, null, ''],
    ['Žluťoučký 🐎\n"quoted"', null, null, null, '[]', null, null],
  ];

  it('writes what our own source reads', async () => {
    assert.equal(await writeParquet(file, rowsOf(headings, rows), signal), 3);
    assert.deepEqual(await readBack(), rows.map((row) => Object.fromEntries(headings.map((heading, index) => {
      const value = row[index] ?? null;
      return [heading, heading === 'mixed' && value !== null ? String(value) : value];
    }))));
  });

  it('writes what other readers understand: text, whole numbers and numbers', async () => {
    await writeParquet(file, rowsOf(headings, rows), signal);
    const buffer = await asyncBufferFromFile(file);
    const { schema } = await parquetMetadataAsync(buffer);
    assert.deepEqual(
      schema.slice(1).map(({ name, type, converted_type }) => [name, type, converted_type].filter((part) => part !== undefined)),
      [
        ['text', 'BYTE_ARRAY', 'UTF8'],
        ['whole', 'INT64'],
        ['number', 'DOUBLE'],
        ['mixed', 'BYTE_ARRAY', 'UTF8'],
        ['json', 'BYTE_ARRAY', 'UTF8'],
        ['empty', 'BYTE_ARRAY', 'UTF8'],
        ['a.b', 'BYTE_ARRAY', 'UTF8'],
      ],
    );
    const columns = ['text', 'whole', 'number'];
    assert.deepEqual((await parquetReadObjects({ file: buffer, columns })).map(Object.values<unknown>), [
      ['One', 1n, 0.5],
      [null, BigInt(-(2 ** 53 - 1)), 3],
      ['Žluťoučký 🐎\n"quoted"', null, null],
    ]);
  });

  it('writes many rows in groups of bounded size, and tells how far it is', async () => {
    const many = Array.from({ length: 45_000 }, (_, index): SqlValue[] => [`row ${index}`, index]);
    const told: number[] = [];
    await writeParquet(file, rowsOf(['text', 'number'], many), signal, (done) => told.push(done));
    assert.deepEqual([told[0], told.at(-1), told.length], [500, 45_000, 90]);
    const { row_groups } = await parquetMetadataAsync(await asyncBufferFromFile(file));
    assert.deepEqual(row_groups.map(({ num_rows }) => Number(num_rows)), [20_000, 20_000, 5_000]);
    assert.deepEqual(await readBack(), many.map(([text, number]) => ({ text, number })));
  });

  it('begins a new group early where texts are long', async () => {
    const long = Array.from({ length: 40 }, (_, index): SqlValue[] => [String(index).padEnd(1_000_000, 'x')]);
    await writeParquet(file, rowsOf(['text'], long, 4), signal);
    const { row_groups } = await parquetMetadataAsync(await asyncBufferFromFile(file));
    assert.deepEqual(row_groups.map(({ num_rows }) => Number(num_rows)), [17, 17, 6]);
    assert.deepEqual(await readBack(), long.map(([text]) => ({ text })));
  });

  it('writes 2,000 columns', async () => {
    const wide = Array.from({ length: 2_000 }, (_, index) => `column_${index}`);
    await writeParquet(file, rowsOf(wide, [wide.map((_, index) => index), wide.map(() => null)]), signal);
    assert.deepEqual((await readBack())[0], Object.fromEntries(wide.map((name, index) => [name, index])));
  });

  it('writes no rows as a file with columns', async () => {
    assert.equal(await writeParquet(file, rowsOf(['text'], []), signal), 0);
    assert.deepEqual(await new ParquetSource({ path: file, name: 'rows.parquet' }).columns(signal), ['text']);
    assert.deepEqual(await readBack(), []);
  });

  it('leaves nothing behind when it is cancelled, or the table changes', async () => {
    const abort = new AbortController();
    const many = Array.from({ length: 3_000 }, (_, index): SqlValue[] => [index]);
    await assert.rejects(writeParquet(file, rowsOf(['n'], many), abort.signal, (done) => done === 1_000 && abort.abort()));
    let pass = 0;
    const changing = { headings: ['n'], batches: () => (pass++ === 0 ? [[[1]]] : [[['one']]]) };
    await assert.rejects(writeParquet(file, changing, signal), /The table has changed while it was exported\. Export it again\./);
    await assert.rejects(writeParquet(file, rowsOf([], [[]]), signal), /needs a column/);
    assert.deepEqual(await readdir(folder), []);
  });
});
