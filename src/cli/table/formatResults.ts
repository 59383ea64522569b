import { resultRow, type ResultRow } from '../../core/store/records';
import { csv, jsonLines } from '../../core/tables/view/rowText';
import { plainLine } from '../../core/text/plainLine';

export const resultsFormats = ['table', 'csv', 'jsonl'] as const;
export type ResultsFormat = (typeof resultsFormats)[number];

const columns = resultRow.keyof().options;
const rowFormats = { csv, jsonl: jsonLines };

/** The text of a listing, piece by piece. */
export function* formatResults(format: ResultsFormat, rows: Iterable<ResultRow>): Generator<string> {
  if (format === 'table') yield tableLine('reference_id', 'process_name', 'status', 'result');
  else yield rowFormats[format].headings?.(columns) ?? '';
  for (const row of rows) {
    if (format !== 'table') yield rowFormats[format].row(columns, columns.map((column) => row[column]));
    else yield tableLine(row.reference_id, row.process_name, row.status, row.status === 'Failed' ? (row.error ?? '') : (row.result ?? ''));
  }
}

/** Results are cut at this width, so that a row stays a line. */
const widestResult = 100;

function tableLine(reference: string, process: string, status: string, result: string): string {
  const line = plainLine(result.replaceAll(/\s+/g, ' '));
  const shown = line.length > widestResult ? `${line.slice(0, widestResult - 1)}…` : line;
  return `${reference.padEnd(36)}  ${process.padEnd(16)}  ${status.padEnd(9)}  ${shown}\n`;
}
