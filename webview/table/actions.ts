import { callOrTell } from './calls';
import { active, selection } from './state/selection';
import { query, shownColumns } from './state/table';

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


function copy(columns: string[], ranges: { start: number; end: number }[]): void {
  const current = query.get();
  if (current) callOrTell('copy', { query: current, columns, ranges });
}
