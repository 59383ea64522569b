const mebibyte = 1024 * 1024;

/** One record of a text source. A quote that is never closed ends here, not when memory does. */
export const maxRecordBytes = 64 * mebibyte;

/** A row group of a Parquet file, uncompressed: it is decoded as a whole. */
export const maxRowGroupBytes = 1024 * mebibyte;

/** A workbook or SQLite file: its bytes are held in memory while its rows stream. */
export const maxWholeFileBytes = 256 * mebibyte;

/** What a workbook holds beside its sheets, uncompressed: mostly its texts. It is in memory while the rows stream. */
export const maxHeldPartsBytes = 128 * mebibyte;

/** Larger files of these kinds are not opened merely to check the names of columns: it would take more than half a second. */
export const maxBytesToLearnColumns: ReadonlyMap<string, number> = new Map([
  ['.xlsx', 2 * mebibyte],
  ['.xlsm', 2 * mebibyte],
  ['.sqlite', 32 * mebibyte],
  ['.sqlite3', 32 * mebibyte],
  ['.db', 32 * mebibyte],
]);

/** How much of a JSON source is looked at to learn its columns. */
export const columnSample = { records: 1000, bytes: mebibyte } as const;
