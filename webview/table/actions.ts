import type { TableColumn, TableQuery } from '../../src/shared/tableProtocol';
import { callOrTell } from './calls';
import { active, selection } from './state/selection';
import { query, rowWindow, shownColumns } from './state/table';

/** What the user can do with the cells from several places of the page. The host does it: it has them whole. */

/** Copies the selected rows; where none is selected, the cell that the keyboard is at. */
export function copySelection(): void {
  const ranges = selection.get();
  if (ranges.length === 0) copyActiveCell();
  else copy(shownColumns.get().map(({ key }) => key), ranges.map((range) => ({ ...range })));
}

export function copyActiveCell(): void {
  const { row, column } = active.get();
  const key = shownColumns.get()[column - 1]?.key;
  if (row >= 0) copy(key === undefined ? shownColumns.get().map((shown) => shown.key) : [key], [{ start: row, end: row + 1 }]);
}

/** Writes the selected rows to a file; where none is selected, all that match. */
export function exportRows(): void {
  const current = query.get();
  if (!current) return;
  const ranges = selection.get().map((range) => ({ ...range }));
  const columns = shownColumns.get().map(({ key }) => key);
  callOrTell('export', { query: current, columns, ...(ranges.length === 0 ? {} : { ranges }) });
}

/** Runs the selected rows again; where none is selected, the row that the keyboard is at. Without `process` with all of them. */
export function runAgain(process?: string): void {
  const current = query.get();
  const { row } = active.get();
  const selected = selection.get();
  const ranges = selected.length > 0 ? selected.map((range) => ({ ...range })) : [{ start: row, end: row + 1 }];
  if (current && row >= 0) callOrTell('run-rows', { query: current, ranges, ...(process !== undefined && { process }) });
}

/** Whether cells of the column come from a workflow's file. */
export function hasOrigin({ subject: { view } }: TableQuery, column: TableColumn): boolean {
  return view === 'results' || view === 'workflows' || column.kind === 'process';
}

/** Opens the file, at its process, that the cell comes from which the keyboard is at. */
export function revealActiveCell(): void {
  const { row: place, column } = active.get();
  const { rows, start } = rowWindow.rows.get();
  const row = rows[place - start];
  const key = shownColumns.get()[column - 1]?.key;
  const subject = query.get()?.subject;
  if (row && key !== undefined && subject) callOrTell('reveal-process', { subject, row: row.id, column: key });
}

function copy(columns: string[], ranges: { start: number; end: number }[]): void {
  const current = query.get();
  if (current) callOrTell('copy', { query: current, columns, ranges });
}
