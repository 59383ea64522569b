import * as z from 'zod';
import { sourceRow, type SourceRow, type StoreChange } from '../../../src/core/store/records';
import type { SqlValue, StoreWriter } from '../../../src/core/store/store';
import { WorkspaceDatabase } from '../../../src/core/store/workspaceDatabase';

/** The workspace database without its files. A write can be made to fail. */
export class MemoryStore implements StoreWriter {
  readonly warnings: readonly string[] = [];
  /** Sizes of all writes so far. */
  readonly writes: number[] = [];
  /** What the last one held. */
  last: readonly StoreChange[] = [];
  /** How many more writes succeed. */
  writesLeft = Number.POSITIVE_INFINITY;

  private constructor(private readonly database: WorkspaceDatabase) {}

  static async create(): Promise<MemoryStore> {
    return new MemoryStore(await WorkspaceDatabase.open(undefined, 'memory'));
  }

  query<T>(sql: string, parameters: readonly SqlValue[], row: z.ZodType<T>): T[] {
    return this.database.query(sql, parameters, row);
  }

  async write(changes: readonly StoreChange[]): Promise<void> {
    await Promise.resolve();
    if (this.writesLeft-- <= 0) throw new Error('no space left on device');
    this.database.begin([changes]);
    this.database.commit(this.database.seq + 1);
    this.writes.push(changes.length);
    this.last = changes;
  }

  /** Table 1 of a source, in its order. */
  rows(source = 'rows.csv'): SourceRow[] {
    const stored = z.object({ ...sourceRow.shape, data: z.string().transform((text): unknown => JSON.parse(text)).pipe(sourceRow.shape.data) });
    return this.query('SELECT * FROM source_data WHERE source_connection = ? ORDER BY row_number, reference_id', [source], stored);
  }

  refresh(): Promise<boolean> {
    return Promise.resolve(false);
  }

  close(): Promise<void> {
    this.database.close();
    return Promise.resolve();
  }
}
