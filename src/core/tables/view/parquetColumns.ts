import { setImmediate } from 'node:timers/promises';
import type { SqlValue } from '../../store/store';
import type { RowsToWrite } from './writeRows';

/** A column of a Parquet file: numbers where all of its values are, whole ones if all are; else text. */
export type ParquetColumnType = 'STRING' | 'INT64' | 'DOUBLE';

/** Looks at every value, because a file says before its first row what its columns hold. */
export async function parquetColumns({ headings, batches }: RowsToWrite, signal: AbortSignal): Promise<ParquetColumnType[]> {
  const found: (ParquetColumnType | undefined)[] = headings.map(() => undefined);
  for (const batch of batches()) {
    signal.throwIfAborted();
    for (const row of batch) {
      for (const [index, value] of row.entries()) {
        if (value !== null && found[index] !== 'STRING') found[index] = wider(found[index], typeOf(value));
      }
    }
    // Others have something to do too.
    await setImmediate();
  }
  return found.map((type) => type ?? 'STRING');
}

function typeOf(value: string | number): ParquetColumnType {
  if (typeof value === 'string') return 'STRING';
  return Number.isSafeInteger(value) ? 'INT64' : 'DOUBLE';
}

function wider(type: ParquetColumnType = 'INT64', other: ParquetColumnType): ParquetColumnType {
  if (type === 'STRING' || other === 'STRING') return 'STRING';
  return type === 'DOUBLE' ? type : other;
}

/** A value as its column holds it. A table may have changed since it was looked at. */
export function parquetValue(value: SqlValue, type: ParquetColumnType): string | number | bigint | null {
  if (value === null) return null;
  if (type === 'STRING') return String(value);
  if (typeof value === 'number' && (type === 'DOUBLE' || Number.isSafeInteger(value))) return type === 'DOUBLE' ? value : BigInt(value);
  throw new Error('The table has changed while it was exported. Export it again.');
}
