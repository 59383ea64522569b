import * as z from 'zod';
import type { StoreReader } from '../../store/store';
import type { SourceRecord } from '../source';

/** What an ingest asks of Table 1. Rows are named by their rowid there, which lasts as long as the row. */

export interface StoredRow {
  readonly rowid: number;
  readonly row_number: number;
  readonly data: SourceRecord['data'];
}

const pageRows = 2000;
const pageCharacters = 4 * 1024 * 1024;

const rowSize = z.object({ rowid: z.number(), row_number: z.number(), size: z.number() });
const storedRow = z.object({
  rowid: z.number(),
  row_number: z.number(),
  data: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(z.record(z.string(), z.unknown())),
});
const storedReference = z.object({ rowid: z.number(), reference_id: z.string() });

/** The rows of a source in pages, the last row first. A page ends early where rows are large. */
export function* storedRows(store: StoreReader, source: string): Generator<readonly StoredRow[]> {
  let before = { row_number: Number.MAX_SAFE_INTEGER, rowid: 0 };
  for (;;) {
    const sizes = store.query(
      `SELECT rowid, row_number, length(data) AS size FROM source_data
        WHERE source_connection = ? AND (row_number, rowid) < (?, ?)
        ORDER BY row_number DESC, rowid DESC LIMIT ?`,
      [source, before.row_number, before.rowid, pageRows],
      rowSize,
    );
    const last = sizes[pageEnd(sizes)];
    if (!last) return;
    yield store.query(
      `SELECT rowid, row_number, data FROM source_data
        WHERE source_connection = ? AND (row_number, rowid) < (?, ?) AND (row_number, rowid) >= (?, ?)
        ORDER BY row_number DESC, rowid DESC`,
      [source, before.row_number, before.rowid, last.row_number, last.rowid],
      storedRow,
    );
    before = last;
  }
}

/** The index of the last row that a page has room for: at least one. */
function pageEnd(sizes: readonly { readonly size: number }[]): number {
  let total = 0;
  const beyond = sizes.findIndex(({ size }, index) => (total += size) > pageCharacters && index > 0);
  return beyond === -1 ? sizes.length - 1 : beyond - 1;
}

/** The `reference_id` of stored rows, by their rowids. */
export function storedReferences(store: StoreReader, rowids: readonly number[]): ReadonlyMap<number, string> {
  const rows = store.query(
    'SELECT rowid, reference_id FROM source_data WHERE rowid IN (SELECT value FROM json_each(?))',
    [JSON.stringify(rowids)],
    storedReference,
  );
  return new Map(rows.map(({ rowid, reference_id }) => [rowid, reference_id]));
}

export function hasReference(store: StoreReader, referenceId: string): boolean {
  const one = z.object({ one: z.literal(1) });
  return store.query('SELECT 1 AS one FROM source_data WHERE reference_id = ?', [referenceId], one).length > 0;
}
