import { resultRow, type ResultRow } from '../../core/store/records';
import { csvLine } from '../../core/text/csvLine';
import { plainLine } from '../../core/text/plainLine';

export const resultsFormats = ['table', 'csv', 'jsonl'] as const;
export type ResultsFormat = (typeof resultsFormats)[number];

const columns = resultRow.keyof().options;

/** The text of a listing, piece by piece. */
export function* formatResults(format: ResultsFormat, rows: Iterable<ResultRow>): Generator<string> {
  if (format === 'csv') yield `${csvLine(columns)}\r\n`;
  if (format === 'table') yield tableLine('reference_id', 'process_name', 'status', 'result');
  for (const row of rows) {
    if (format === 'jsonl') yield `${JSON.stringify(row)}\n`;
    else if (format === 'csv') yield `${csvLine(columns.map((column) => row[column]))}\r\n`;
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
