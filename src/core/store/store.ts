import type * as z from 'zod';
import type { StoreChange } from './records';

export type SqlValue = string | number | null;

/**
 * The workspace database as one process sees it: a snapshot file and the journal after it, in memory. Reading takes no lock;
 * `refresh` follows what other processes have written since.
 */
export interface StoreReader {
  /** Runs one SELECT; every row is checked. Throws `StoreError` for what the database refuses. */
  query<T>(sql: string, parameters: readonly SqlValue[], row: z.ZodType<T>): T[];
  /** Takes in what the journal has gained; true if there was anything. */
  refresh(): Promise<boolean>;
  /** What was found damaged when it was opened and how much of it is lost, as sentences for the user. */
  readonly warnings: readonly string[];
  close(): Promise<void>;
}

/** The one writer of a workspace: holds the lock from opening to closing. */
export interface StoreWriter extends StoreReader {
  /**
   * Applies the changes together, and resolves when they are durable (journal written and synced): only then may a result be
   * acknowledged. Calls that come while a group is being synced form the next group.
   */
  write(changes: readonly StoreChange[]): Promise<void>;
}

/** A failure of the store, told to the user: what happened, where, and what to do. */
export class StoreError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreError';
  }
}

/** Another process writes at the moment: a later attempt may succeed. */
export class StoreBusy extends StoreError {
  readonly code = 'STORE_BUSY';
}
