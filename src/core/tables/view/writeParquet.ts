import type { FileHandle } from 'node:fs/promises';
import type { SchemaElement } from 'hyparquet';
import type { SqlValue } from '../../store/store';
import { parquetColumns, parquetValue, type ParquetColumnType } from './parquetColumns';
import { writeWholeFile } from './wholeFile';
import type { WriteRows } from './writeRows';

/** A row group is in memory while it is encoded, and again when somebody reads it. */
const largestGroup = { rows: 20_000, characters: 16 * 1024 * 1024 };

/** Writes rows as Parquet (Snappy), group by group. */
export const writeParquet: WriteRows = async (file, rows, signal, onProgress) => {
  const { headings, batches } = rows;
  if (headings.length === 0) throw new Error('A Parquet file needs a column. Show one and export again.');
  const types = await parquetColumns(rows, signal);
  return writeWholeFile(file, async (handle) => {
    const output = await openParquet(handle, headings, types);
    for (const batch of batches()) {
      for (const row of batch) {
        signal.throwIfAborted();
        await output.add(row);
      }
      onProgress?.(output.rows);
    }
    await output.finish();
    return output.rows;
  });
};

interface ParquetOutput {
  readonly rows: number;
  add(row: readonly SqlValue[]): Promise<void>;
  finish(): Promise<void>;
}

async function openParquet(handle: FileHandle, headings: readonly string[], types: readonly ParquetColumnType[]): Promise<ParquetOutput> {
  const { ByteWriter, ParquetWriter } = await import('hyparquet-writer');
  const bytes = new ByteWriter();
  const parquet = new ParquetWriter({ writer: bytes, schema: schemaOf(headings, types), createdBy: 'LLM Flow' });
  let group = emptyGroup(types);
  let rows = 0;

  async function writeGroup(): Promise<void> {
    const size = group.rows;
    await parquet.write({ columnData: headings.map((name, index) => ({ name, data: group.columns[index] ?? [] })), rowGroupSize: size });
    group = emptyGroup(types);
    await flush();
  }

  /** Positions in the file go by `offset`, which stays. */
  async function flush(): Promise<void> {
    await handle.appendFile(bytes.getBytes());
    bytes.index = 0;
  }

  return {
    get rows() {
      return rows;
    },
    async add(row) {
      types.forEach((type, index) => {
        const value = parquetValue(row[index] ?? null, type);
        group.columns[index]?.push(value);
        if (typeof value === 'string') group.characters += value.length;
      });
      rows++;
      if (++group.rows >= largestGroup.rows || group.characters >= largestGroup.characters) await writeGroup();
    },
    async finish() {
      if (group.rows > 0) await writeGroup();
      await parquet.finish();
      await flush();
    },
  };
}

interface Group {
  readonly columns: (string | number | bigint | null)[][];
  rows: number;
  characters: number;
}

function emptyGroup(types: readonly ParquetColumnType[]): Group {
  return { columns: types.map(() => []), rows: 0, characters: 0 };
}

function schemaOf(headings: readonly string[], types: readonly ParquetColumnType[]): SchemaElement[] {
  const columns = headings.map((name, index): SchemaElement => {
    const type = types[index] ?? 'STRING';
    const stored: Partial<SchemaElement> = type === 'STRING' ? { type: 'BYTE_ARRAY', converted_type: 'UTF8' } : { type };
    return { name, repetition_type: 'OPTIONAL', ...stored };
  });
  return [{ name: 'rows', num_children: columns.length }, ...columns];
}
