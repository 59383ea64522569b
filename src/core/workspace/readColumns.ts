import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { FileSource } from '../flow/model';
import { maxBytesToLearnColumns } from '../tables/sources/limits';
import type { ColumnFacts } from '../flow/rules/context';
import { SourceError } from '../tables/source';
import { formatOf } from '../tables/sources/fileFormats';
import { isSystemError } from '../tables/sources/isSystemError';
import { openSource } from '../tables/sources/openSource';
import { splitSelection } from '../tables/sources/sourceFile';
import { findFile, type WorkflowPlace } from './findFile';

interface Remembered {
  readonly stamp: string;
  readonly facts: ColumnFacts;
}

/** Diagnostics ask at every change of the text, and most of the time the source has not changed. */
const remembered = new Map<string, Remembered>();
const rememberedFiles = 100;

/**
 * The columns of a file that a workflow names as its source, unless they are not all known, or too dear to learn at every keystroke; or
 * why they cannot be read, where the file itself is the reason and not the moment. Never throws.
 */
export async function readColumns(source: FileSource, place: WorkflowPlace): Promise<ColumnFacts> {
  const { file } = splitSelection(source.path);
  try {
    const found = await findFile(file, place);
    if (found.state !== 'found') return {};
    const { size, mtimeMs, ino } = await stat(found.path);
    if (size > (maxBytesToLearnColumns.get(path.extname(file).toLowerCase()) ?? Number.POSITIVE_INFINITY)) return {};
    const key = JSON.stringify([found.path, source.path]);
    const stamp = [size, mtimeMs, ino].join(' ');
    const known = remembered.get(key);
    if (known?.stamp === stamp) return known.facts;
    const facts = await readFacts(source, place);
    const oldest = remembered.keys().next();
    if (remembered.size >= rememberedFiles && oldest.done !== true) remembered.delete(oldest.value);
    remembered.set(key, { stamp, facts });
    return facts;
  } catch {
    return {};
  }
}

async function readFacts(source: FileSource, place: WorkflowPlace): Promise<ColumnFacts> {
  try {
    // A key that is not among the columns is told of as such.
    const opened = await openSource({ kind: 'file', path: source.path }, place);
    const columns = await opened.columns(new AbortController().signal);
    return opened.mayHaveMoreColumns === true ? {} : { columns };
  } catch (error) {
    if (!(error instanceof SourceError) || isOfTheMoment(error)) return {};
    return { unreadable: { reason: error.message, ofUnknownKind: !formatOf(splitSelection(source.path).file) } };
  }
}

/** What the file system says of a file, such as that another program has locked it, may be otherwise a moment later. */
function isOfTheMoment({ cause }: SourceError): boolean {
  return isSystemError(cause);
}
