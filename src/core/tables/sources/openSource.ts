import path from 'node:path';
import { findFile, isPath, type WorkflowPlace } from '../../workspace/findFile';
import type { Source } from '../source';
import { openDelimited } from './delimited';
import { openExcel } from './excel';
import { openJsonArray, openJsonLines } from './jsonSource';
import { ParquetSource } from './parquet';
import { fail, splitSelection, type SourceFile } from './sourceFile';
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

/**
 * Opens what a workflow's `source` names: a file inside the workspace, by a path relative to the workflow. Nothing is read yet.
 * Throws `SourceError` for what cannot be opened.
 */
export async function openSource(source: string, place: WorkflowPlace): Promise<Source> {
  if (!isPath(source)) throw fail(source, 'names a connection. This version reads files inside the workspace.');
  const { file, selection } = splitSelection(source);
  const open = formats.get(path.extname(file).toLowerCase());
  if (!open) throw fail(source, `is of no kind that rows can be read from. Known are: ${[...formats.keys()].join(', ')}.`);
  const found = await findFile(file, place);
  if (found.state !== 'found') throw fail(source, refusals[found.state]);
  return open({ path: found.path, name: nameOf(source, place), ...(selection !== undefined && { selection }) });
}

const refusals = {
  missing: 'does not exist. Paths are relative to the workflow.',
  outside: 'is outside the workspace, and a workflow may only read files inside it.',
} as const;

/** From the workspace's root, so that two workflows in different folders mean the same rows by the same name. */
function nameOf(source: string, { folder, workspace }: WorkflowPlace): string {
  return path.relative(path.resolve(workspace), path.resolve(folder, source)).split(path.sep).join('/');
}
