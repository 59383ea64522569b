import { open, rename, rm } from 'node:fs/promises';
import type { SqlValue } from '../../store/store';
import type { RowFormat } from './rowText';

export interface RowsToWrite {
  readonly headings: readonly string[];
  readonly batches: Iterable<readonly (readonly SqlValue[])[]>;
}

/**
 * Writes rows to a file, a batch at a time, so that memory does not grow with them. The file is there once it is whole: until
 * then the rows are in a file beside it, which goes when the signal aborts or something fails. Gives the number of rows.
 */
export async function writeRows(
  file: string,
  format: RowFormat,
  { headings, batches }: RowsToWrite,
  signal: AbortSignal,
  onProgress: (rows: number) => void = () => undefined,
): Promise<number> {
  const temporary = `${file}.${crypto.randomUUID()}.part`;
  const handle = await open(temporary, 'wx');
  let rows = 0;
  try {
    if (format.headings) await handle.appendFile(format.headings(headings));
    for (const batch of batches) {
      signal.throwIfAborted();
      await handle.appendFile(batch.map((values) => format.row(headings, values)).join(''));
      rows += batch.length;
      onProgress(rows);
    }
    await handle.close();
    await rename(temporary, file);
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(temporary, { force: true });
    throw error;
  }
  return rows;
}
