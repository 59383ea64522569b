import { setImmediate } from 'node:timers/promises';
import * as z from 'zod';
import { MemoryDatabase } from '../../../src/core/store/database';
import type { ResultRow, SourceRow, StoreChange } from '../../../src/core/store/records';
import { migrate } from '../../../src/core/store/schema';
import type { StoreWriter } from '../../../src/core/store/store';

/** The results of a workflow, by `process/reference_id`. */
export type Results = ReadonlyMap<string, ResultRow>;

/** The workspace database in memory, without files: rows are there as soon as they are written. */
export interface MemoryStore extends StoreWriter {
  readonly results: Results;
  /** Everything that was written, in order. */
  readonly written: readonly StoreChange[];
  /** What the next write fails with, and every one after it. */
  failure: Error | undefined;
  put(rows: readonly SourceRow[]): void;
}

export async function openMemoryStore(): Promise<MemoryStore> {
  const database = await MemoryDatabase.open();
  migrate(database, 'workspace.db');
  const results = new Map<string, ResultRow>();
  const written: StoreChange[] = [];

  const replace = (table: string, row: object) => {
    const columns = Object.keys(row);
    const values = Object.values(row).map((value: unknown) => (typeof value === 'object' && value !== null ? JSON.stringify(value) : value));
    const sql = `INSERT OR REPLACE INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
    database.change(() => database.run(sql, z.array(z.union([z.string(), z.number(), z.null()])).parse(values)));
  };

  const store: MemoryStore = {
    results,
    written,
    failure: undefined,
    warnings: [],
    put(rows) {
      for (const row of rows) replace('source_data', row);
    },
    query: (sql, parameters, row) => database.query(sql, parameters, row),
    async write(changes) {
      await setImmediate();
      if (store.failure) throw store.failure;
      for (const change of changes) {
        written.push(change);
        if (change.change === 'put-workflow') replace('workflow_config', change.row);
        if (change.change === 'put-result') {
          replace('results', change.row);
          results.set(`${change.row.process_name}/${change.row.reference_id}`, change.row);
        }
      }
    },
    refresh: () => Promise.resolve(false),
    close: () => Promise.resolve(),
  };
  return store;
}

/** Rows of `rows.csv` with ids `r1`, `r2`… */
export function sourceRows(...data: readonly Readonly<Record<string, unknown>>[]): SourceRow[] {
  return data.map((columns, index) => ({
    reference_id: `r${index + 1}`,
    source_connection: 'rows.csv',
    row_number: index + 1,
    data: { ...columns },
    created_at: '2026-01-01T00:00:00.000Z',
  }));
}
