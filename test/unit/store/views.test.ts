import assert from 'node:assert/strict';
import fc from 'fast-check';
import * as z from 'zod';
import { openReader } from '../../../src/core/store/openReader';
import { openWriter } from '../../../src/core/store/openWriter';
import type { StoreReader } from '../../../src/core/store/store';
import { putSource, sourceRow } from './support/rows';
import { emptyWorkspace } from './support/workspace';

const purpose = 'a test';

function rowsOf(store: StoreReader, view: string): unknown[] {
  return store.query(`SELECT * FROM "${view}"`, [], z.looseObject({}));
}

function columnsOf(store: StoreReader, view: string): string[] {
  return store.query('SELECT name FROM pragma_table_info(?)', [view], z.object({ name: z.string() })).map(({ name }) => name);
}

function viewNames(store: StoreReader): string[] {
  return store.query("SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name", [], z.object({ name: z.string() })).map(({ name }) => name);
}

describe('the view of a source', () => {
  it('shows the columns as columns, in the source’s order', async () => {
    const writer = await openWriter(emptyWorkspace(), { purpose });
    await writer.write(putSource(sourceRow(2, { text: 'b', n: 2 }), sourceRow(1, { text: 'a', n: 1 })));
    const { created_at, source_connection } = sourceRow(1);
    assert.deepEqual(rowsOf(writer, 'source_reviews_csv'), [
      { reference_id: 'reviews.csv#1', source_connection, text: 'a', n: 1, created_at },
      { reference_id: 'reviews.csv#2', source_connection, text: 'b', n: 2, created_at },
    ]);
    await writer.close();
  });

  it('follows the source: new columns, columns that nobody has any more, the last row', async () => {
    const workspace = emptyWorkspace();
    let writer = await openWriter(workspace, { purpose });
    await writer.write(putSource(sourceRow(1, { old: 1 }), sourceRow(2, { old: 1, kept: 2 })));
    await writer.write(putSource(sourceRow(1, { added: 3 })));
    assert.deepEqual(columnsOf(writer, 'source_reviews_csv').slice(2, -1), ['old', 'kept', 'added']);
    await writer.close();

    writer = await openWriter(workspace, { purpose });
    await writer.write(putSource(sourceRow(2, { kept: 2 })));
    assert.deepEqual(columnsOf(writer, 'source_reviews_csv').slice(2, -1), ['kept', 'added']);
    const reader = await openReader(workspace);
    assert.deepEqual(columnsOf(reader, 'source_reviews_csv').slice(2, -1), ['kept', 'added']);
    await writer.write([1, 2].map((row) => ({ change: 'remove-source-row', reference_id: `reviews.csv#${row}` })));
    assert.deepEqual(viewNames(writer), []);
    await reader.refresh();
    assert.deepEqual(viewNames(reader), []);
    await Promise.all([reader.close(), writer.close()]);
  });

  it('has a name of its own, whatever the source is called', async () => {
    const writer = await openWriter(emptyWorkspace(), { purpose });
    for (const source of ['a.csv', 'A-csv', 'data', '…', `x'"; DROP TABLE results`, 'été.csv']) await writer.write(putSource(sourceRow(1, {}, source)));
    assert.deepEqual(viewNames(writer), [
      'source_A_csv_2',
      'source_a_csv',
      'source_data_2',
      'source_unnamed',
      'source_x_DROP_TABLE_results',
      'source_été_csv',
    ]);
    for (const view of viewNames(writer)) assert.equal(rowsOf(writer, view).length, 1, view);
    await writer.close();
  });

  it('numbers names that are taken and names columns that have none', async () => {
    const writer = await openWriter(emptyWorkspace(), { purpose });
    await writer.write(putSource(sourceRow(1, { Text: 1, text: 2, created_at: 3, '': 4, 'a\nb': 5, '"\'\\.[0]$': 6, 'a\0b': 7 })));
    const [row] = rowsOf(writer, 'source_reviews_csv');
    const { reference_id, source_connection, created_at } = sourceRow(1);
    assert.deepEqual(row, {
      ...{ reference_id, source_connection, created_at },
      ...{ Text: 1, 'text 2': 2, 'created_at 2': 3, column_4: 4, 'a b': 5, '"\'\\.[0]$': 6, 'a b 2': 7 },
    });
    await writer.close();
  });

  it('shows 500 columns of a source that has more', async () => {
    const writer = await openWriter(emptyWorkspace(), { purpose });
    const data = Object.fromEntries(Array.from({ length: 2000 }, (_, column) => [`c${column}`, column]));
    await writer.write(putSource(sourceRow(1, data)));
    assert.equal(columnsOf(writer, 'source_reviews_csv').length, 503);
    await writer.close();
  });

  it('shows every value under any column names', async () => {
    const writer = await openWriter(emptyWorkspace(), { purpose });
    let row = 0;
    // SQLite's JSON functions end a key at a NUL, so that they take such a name for another.
    const names = fc.string({ unit: 'binary', maxLength: 8 }).filter((name) => name !== '__proto__' && !name.includes('\0'));
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(names, { minLength: 1, maxLength: 8 }), async (columns) => {
        const source = `source ${++row}`;
        await writer.write(putSource(sourceRow(1, Object.fromEntries(columns.map((column, index) => [column, index])), source)));
        const [shown] = writer.query(`SELECT * FROM source_source_${row}`, [], z.record(z.string(), z.unknown()));
        const values = Object.values(shown ?? {}).filter((value) => typeof value === 'number');
        assert.deepEqual(values.sort((a, b) => a - b), columns.map((_, index) => index));
      }),
      { numRuns: 200 },
    );
    await writer.close();
  });
});
