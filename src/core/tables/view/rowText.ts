import type { SqlValue } from '../../store/store';

/** How rows are written to a file or the clipboard, a line each. */
export interface RowFormat {
  /** Absent: there is no line of headings. */
  readonly headings?: (headings: readonly string[]) => string;
  readonly row: (headings: readonly string[], values: readonly SqlValue[]) => string;
}

/** RFC 4180. */
export const csv: RowFormat = delimited(',', '\r\n');

/** As spreadsheets put it on the clipboard. */
export const tsv: RowFormat = delimited('\t', '\n');

/** An object a line. */
export const jsonLines: RowFormat = {
  row: (headings, values) => `${JSON.stringify(Object.fromEntries(headings.map((heading, index) => [heading, values[index] ?? null])))}\n`,
};

function delimited(delimiter: string, end: string): RowFormat {
  const line = (values: readonly SqlValue[]) => values.map((value) => quoted(value, delimiter)).join(delimiter) + end;
  return { headings: line, row: (_, values) => line(values) };
}

function quoted(value: SqlValue, delimiter: string): string {
  const text = value === null ? '' : String(value);
  return text.includes(delimiter) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
