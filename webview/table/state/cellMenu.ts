import { Store } from '../../ui/store';
import { includes } from './ranges';
import { type Position, clearSelection, goTo, selection } from './selection';

/** Where the menu of a cell is open, in pixels of the page. The cell is the active one. */
export interface CellMenuPlace {
  readonly x: number;
  readonly y: number;
}

export const cellMenu = new Store<CellMenuPlace | undefined>(undefined);

/** Goes to the cell, and keeps the selection where the cell is part of it. */
export function openCellMenu(cell: Position, place: CellMenuPlace): void {
  if (!includes(selection.get(), cell.row)) clearSelection();
  goTo(cell);
  cellMenu.set(place);
}

export function closeCellMenu(): void {
  cellMenu.set(undefined);
}
