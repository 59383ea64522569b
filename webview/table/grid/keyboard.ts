import type { KeyboardEvent } from 'react';
import { type Position, clearSelection, extendTo, goTo, selectAll, selectRow, selection, toggleRow } from '../state/selection';
import { read } from '../state/reading';

export interface GridSize {
  readonly rows: number;
  /** With the column of row numbers. */
  readonly columns: number;
  /** Rows in a view. */
  readonly page: number;
}

/** The keys of the WAI-ARIA grid pattern, and those of selecting and reading. True if the key was one of them. */
export function handleGridKey(event: KeyboardEvent, at: Position, size: GridSize): boolean {
  const isCommand = event.ctrlKey || event.metaKey;
  if (event.altKey) return false;
  const to = destination(event.key, isCommand, at, size);
  if (to) {
    const position = { row: clamp(to.row, -1, size.rows - 1), column: clamp(to.column, 0, size.columns - 1) };
    if (event.shiftKey && position.row !== at.row) extendTo(position);
    else moveTo(position);
    return true;
  }
  const isInRows = at.row >= 0;
  switch (event.key) {
    case ' ':
      if (!isInRows) return false;
      if (isCommand) toggleRow(at.row);
      else selectRow(at.row);
      return true;
    case 'a':
    case 'A':
      if (!isCommand) return false;
      selectAll(size.rows);
      return true;
    case 'Enter':
    case 'F2':
      if (!isInRows) return false;
      read({ focus: true });
      return true;
    case 'Escape':
      if (selection.get().length === 0) return false;
      clearSelection();
      return true;
    default:
      return false;
  }
}

function destination(key: string, isCommand: boolean, { row, column }: Position, { rows, columns, page }: GridSize): Position | undefined {
  switch (key) {
    case 'ArrowUp':
      return { row: isCommand ? 0 : row - 1, column };
    case 'ArrowDown':
      return { row: isCommand ? rows - 1 : row + 1, column };
    case 'ArrowLeft':
      return { row, column: isCommand ? 0 : column - 1 };
    case 'ArrowRight':
      return { row, column: isCommand ? columns - 1 : column + 1 };
    case 'PageUp':
      return { row: row < 0 ? row : Math.max(0, row - page), column };
    case 'PageDown':
      return { row: row + page, column };
    case 'Home':
      return isCommand ? { row: 0, column: 0 } : { row, column: 0 };
    case 'End':
      return isCommand ? { row: rows - 1, column: columns - 1 } : { row, column: columns - 1 };
    default:
      return undefined;
  }
}

function moveTo(position: Position): void {
  clearSelection();
  goTo(position);
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}
