import { errorText } from '../../text/errorText';
import { plainLine } from '../../text/plainLine';
import { SourceError } from '../source';

/** A file that rows are read from. */
export interface SourceFile {
  /** The real path, inside the workspace. */
  readonly path: string;
  readonly name: string;
  /** The table of a database, or the sheet of a workbook; absent, the only or the first one. */
  readonly selection?: string;
}

/** Splits `data.sqlite?table=reviews` and `book.xlsx?sheet=Reviews` into the file and what is meant inside it. */
export function splitSelection(source: string): { readonly file: string; readonly selection?: string } {
  const match = /^(.+\.(?:sqlite3?|db|xlsx|xlsm))\?(?:table|sheet)=(.+)$/i.exec(source);
  return match?.[1] !== undefined && match[2] !== undefined ? { file: match[1], selection: match[2] } : { file: source };
}

/** An error that says which source, where in it, and why. `what` is what the number counts. */
export function failAt(name: string, line: number, reason: string, what: 'line' | 'row' = 'line'): SourceError {
  return new SourceError(`${plainLine(name)}, ${what} ${line}: ${plainLine(reason)}`, line);
}

export function fail(name: string, reason: string, cause?: unknown): SourceError {
  return new SourceError(`${plainLine(name)}: ${plainLine(reason)}`, undefined, cause === undefined ? {} : { cause });
}

/** What a library or the file system threw, as a `SourceError`; our own errors and cancellation stay what they are. */
export function asSourceError(name: string, signal: AbortSignal, error: unknown): unknown {
  if (error instanceof SourceError || signal.aborted) return error;
  const reason = errorText(error);
  return fail(name, `cannot be read. ${reason}`, error);
}
