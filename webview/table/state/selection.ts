import { Store } from '../../ui/store';
import { type Ranges, add, between, toggle } from './ranges';

/** The cell that the keyboard is at. Row -1 is the header; column 0 is the row's number. */
export interface Position {
  readonly row: number;
  readonly column: number;
}

export const active = new Store<Position>({ row: 0, column: 0 });
/** The rows that are selected. */
export const selection = new Store<Ranges>([]);

/** Where a selection with Shift begins. */
let anchor = 0;

/** Moves to a cell, and selects nothing. */
export function goTo(position: Position): void {
  active.set(position);
  anchor = Math.max(0, position.row);
}

export function clearSelection(): void {
  if (selection.get().length > 0) selection.set([]);
}

/** Selects the rows from where the selection began to the position, and goes there. */
export function extendTo(position: Position): void {
  active.set(position);
  selection.set([between(anchor, Math.max(0, position.row))]);
}

export function selectRow(row: number): void {
  anchor = row;
  selection.set([between(row, row)]);
}

export function toggleRow(row: number): void {
  anchor = row;
  selection.set(toggle(selection.get(), row));
}

export function selectAll(count: number): void {
  selection.set(count === 0 ? [] : add([], { start: 0, end: count }));
}
