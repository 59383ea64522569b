import path from 'node:path';
import type { Source } from '../source';
import { openDelimited } from './delimited';
import { openExcel } from './excel';
import { openJsonArray, openJsonLines } from './jsonSource';
import { ParquetSource } from './parquet';
import type { SourceFile } from './sourceFile';
import { SqliteSource } from './sqlite';

type OpenFile = (file: SourceFile) => Source;

const openCsv: OpenFile = (file) => openDelimited(file, ',');
const openTsv: OpenFile = (file) => openDelimited(file, '\t');
const openParquet: OpenFile = (file) => new ParquetSource(file);
const openSqlite: OpenFile = (file) => new SqliteSource(file);

const formats: ReadonlyMap<string, OpenFile> = new Map([
  ['.csv', openCsv],
  ['.tsv', openTsv],
  ['.json', openJsonArray],
  ['.jsonl', openJsonLines],
  ['.ndjson', openJsonLines],
  ['.parquet', openParquet],
  ['.xlsx', openExcel],
  ['.xlsm', openExcel],
  ['.sqlite', openSqlite],
  ['.sqlite3', openSqlite],
  ['.db', openSqlite],
]);

export const knownExtensions: readonly string[] = [...formats.keys()];

/** Why a file that has no format cannot be read. */
export const unknownKind = `is of no kind that rows can be read from. Known are: ${knownExtensions.join(', ')}.`;

/** How rows are read from a file of that name; undefined for a kind that nothing is known about. */
export function formatOf(name: string): OpenFile | undefined {
  return formats.get(path.extname(name).toLowerCase());
}
