import type { Usage } from '../run/events';

/**
 * What a table run says, in order; `table --json` prints these objects as they are. A row's event comes when its result is
 * durable, and not before. A cell that is Completed for the same input gives none.
 */
export type TableEvent =
  /** `total`: the rows that the process looks at. */
  | { readonly event: 'process-started'; readonly process: string; readonly total: number }
  | ({ readonly event: 'row-completed'; readonly process: string; readonly reference_id: string; readonly result: string } & RowSpending)
  | ({ readonly event: 'row-failed'; readonly process: string; readonly reference_id: string; readonly error: string } & RowSpending)
  | ({ readonly event: 'process-ended'; readonly process: string } & RowCounts)
  | ({ readonly event: 'table-ended'; readonly status: TableStatus; readonly error?: string } & RowCounts);

export interface RowSpending {
  readonly usage?: Usage;
  /** US dollars; absent where it is not known. */
  readonly cost?: number;
}

/** A row that a run passes over: its result stands, or its failure does. No event: a resumed run may pass over a million of them. */
export interface PassedRow {
  readonly process: string;
  readonly standing: 'completed' | 'failed';
}

export interface RowCounts {
  /** Rows that this run completed. */
  readonly completed: number;
  /** Rows that stand as Failed: those that this run attempted, and those it left as they were. */
  readonly failed: number;
  /** Rows that were Completed already for the same input. */
  readonly skipped: number;
}

/** `failed`: some row failed, or the run could not go on, which `error` then tells. `budget`: the money it may spend is spent. */
export type TableStatus = 'completed' | 'failed' | 'cancelled' | 'budget';
