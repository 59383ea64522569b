import type { SqlValue } from '../../store/store';
import type { RowFormat } from './rowText';
import { writeWholeFile } from './wholeFile';

export type RowBatch = readonly (readonly SqlValue[])[];

export interface RowsToWrite {
  readonly headings: readonly string[];
  /** Reads them from the beginning; a format may need to look at them twice. */
  readonly batches: () => Iterable<RowBatch>;
}

/** Writes rows to a file, a batch at a time, so that memory does not grow with them; throws when the signal aborts. Gives their number. */
export type WriteRows = (file: string, rows: RowsToWrite, signal: AbortSignal, onProgress?: (rows: number) => void) => Promise<number>;

/** Writes rows as text. */
export function textWriter(format: RowFormat): WriteRows {
  return (file, { headings, batches }, signal, onProgress) =>
    writeWholeFile(file, async (handle) => {
      if (format.headings) await handle.appendFile(format.headings(headings));
      let rows = 0;
      for (const batch of batches()) {
        signal.throwIfAborted();
        await handle.appendFile(batch.map((values) => format.row(headings, values)).join(''));
        rows += batch.length;
        onProgress?.(rows);
      }
      return rows;
    });
}
