import { stat } from 'node:fs/promises';
import path from 'node:path';
import { maxBytesToLearnColumns } from '../tables/sources/limits';
import { openSource } from '../tables/sources/openSource';
import { splitSelection } from '../tables/sources/sourceFile';
import { findFile, type WorkflowPlace } from './findFile';

interface Remembered {
  readonly stamp: string;
  readonly columns: readonly string[] | undefined;
}

/** Diagnostics ask at every change of the text, and most of the time the source has not changed. */
const remembered = new Map<string, Remembered>();
const rememberedFiles = 100;

/** The columns of a workflow's source; undefined where they are not all known, or too dear to learn at every keystroke. Never throws. */
export async function readColumns(source: string, place: WorkflowPlace): Promise<readonly string[] | undefined> {
  const { file } = splitSelection(source);
  try {
    const found = await findFile(file, place);
    if (found.state !== 'found') return undefined;
    const { size, mtimeMs, ino } = await stat(found.path);
    if (size > (maxBytesToLearnColumns.get(path.extname(file).toLowerCase()) ?? Number.POSITIVE_INFINITY)) return undefined;
    const key = JSON.stringify([found.path, source]);
    const stamp = [size, mtimeMs, ino].join(' ');
    const known = remembered.get(key);
    if (known?.stamp === stamp) return known.columns;
    const columns = await columnsOrUndefined(source, place);
    const oldest = remembered.keys().next();
    if (remembered.size >= rememberedFiles && oldest.done !== true) remembered.delete(oldest.value);
    remembered.set(key, { stamp, columns });
    return columns;
  } catch {
    return undefined;
  }
}

async function columnsOrUndefined(source: string, place: WorkflowPlace): Promise<readonly string[] | undefined> {
  try {
    const opened = await openSource(source, place);
    const columns = await opened.columns(new AbortController().signal);
    return opened.mayHaveMoreColumns === true ? undefined : columns;
  } catch {
    return undefined;
  }
}
