import { inputHash, missingInputHash } from '../inputHash';
import type { TableProcess } from './tableProcess';

/** A row of the source with what earlier processes have made of it: their results by name, where they completed. */
export interface InputRow {
  readonly data: Readonly<Record<string, unknown>>;
  readonly results: ReadonlyMap<string, string>;
}

/** What a process gets of a row, and its hash; or why there is nothing to ask about. */
export type RowInput = { readonly hash: string } & (
  | { readonly text: string; readonly promptColumns: ReadonlyMap<string, string> }
  | { readonly error: string }
);

/**
 * The text of a row's columns, joined with a blank line; empty ones are left out. A row without any text has nothing that a
 * model could be asked about: it fails without a call, and so does one that lacks an earlier process's result.
 */
export function readRowInput({ name, columns, promptColumns, fingerprint }: TableProcess, { data, results }: InputRow): RowInput {
  const parts: string[] = [];
  for (const column of columns) {
    const part = column.from === 'row' ? cellText(cell(data, column.column)) : results.get(column.process);
    if (part === undefined) {
      const process = column.from === 'result' ? column.process : '';
      return {
        hash: missingInputHash(fingerprint, process),
        error: `“${name}” reads the result of “${process}”, which this row has not got. Run “${process}” first; if it failed for this row, retry it.`,
      };
    }
    if (part.trim() !== '') parts.push(part);
  }
  const text = parts.join('\n\n');
  const values = new Map(promptColumns.map((column) => [column, cellText(cell(data, column))]));
  const hash = inputHash(fingerprint, text, values);
  if (text !== '') return { hash, text, promptColumns: values };
  const named = columns.map((column) => `“${column.from === 'row' ? column.column : `results.${column.process}`}”`).join(', ');
  return { hash, error: `The row has no text in ${named}, so nothing was asked.` };
}

/** Numbers and booleans are text as they are written, lists and maps as JSON; null and a column that a row lacks are empty. */
export function cellText(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === null || value === undefined ? '' : JSON.stringify(value);
}

/** Columns are named by files: `constructor` is a column only where a row has one. */
function cell(data: InputRow['data'], column: string): unknown {
  return Object.hasOwn(data, column) ? data[column] : undefined;
}
