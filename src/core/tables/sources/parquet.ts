import type { FileMetaData } from 'hyparquet';
import type { Source, SourceRecord } from '../source';
import { maxRowGroupBytes } from './limits';
import { decimalValue, topLevel, withStoredDecimals } from './parquetDecimals';
import { bytesOrText, parsers } from './parquetValues';
import { plainValue } from './plainValue';
import { asSourceError, fail, type SourceFile } from './sourceFile';

/** A Parquet file, any of its compressions. One row group at a time is in memory. */
export class ParquetSource implements Source {
  readonly notes: readonly string[] = [];
  readonly name: string;

  constructor(private readonly file: SourceFile) {
    this.name = file.name;
  }

  async columns(signal: AbortSignal): Promise<readonly string[]> {
    try {
      const { asyncBufferFromFile, parquetMetadataAsync } = await import('hyparquet');
      return this.#columnsOf(await parquetMetadataAsync(await asyncBufferFromFile(this.file.path)));
    } catch (error) {
      throw asSourceError(this.name, signal, error);
    }
  }

  async *rows(signal: AbortSignal): AsyncGenerator<SourceRecord> {
    try {
      const { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } = await import('hyparquet');
      const { compressors } = await import('hyparquet-compressors');
      const file = await asyncBufferFromFile(this.file.path);
      const { metadata, scales } = withStoredDecimals(await parquetMetadataAsync(file));
      this.#columnsOf(metadata);
      let rowStart = 0;
      for (const group of metadata.row_groups) {
        signal.throwIfAborted();
        if (group.total_byte_size > maxRowGroupBytes) {
          throw fail(this.name, `a row group is larger than ${maxRowGroupBytes / 1024 / 1024} MiB. Write the file with smaller row groups.`);
        }
        const rowEnd = rowStart + Number(group.num_rows);
        for (const row of await parquetReadObjects({ file, metadata, rowStart, rowEnd, compressors, parsers, utf8: false })) {
          signal.throwIfAborted();
          yield { data: readRow(row, scales) };
        }
        rowStart = rowEnd;
      }
    } catch (error) {
      throw asSourceError(this.name, signal, error);
    }
  }

  #columnsOf(metadata: FileMetaData): readonly string[] {
    const columns = topLevel(metadata).map(({ name }) => name);
    if (columns.length === 0) throw fail(this.name, 'has no columns.');
    return columns;
  }
}

function readRow(row: Readonly<Record<string, unknown>>, scales: ReadonlyMap<string, number>): Record<string, unknown> {
  const read = ([column, value]: [string, unknown]) => {
    const scale = scales.get(column);
    if (scale !== undefined) return [column, decimalValue(value, scale)] as const;
    return [column, value instanceof Uint8Array ? bytesOrText(value) : plainValue(value)] as const;
  };
  return Object.fromEntries(Object.entries(row).map(read));
}
