import type { KeyboardEvent, MouseEvent } from 'react';
import { cellOf } from '../grid/GridRow';
import { openCellMenu } from '../state/cellMenu';
import { active } from '../state/selection';

/** The menu of the cell below the pointer. */
export function openByPointer(event: MouseEvent): void {
  const cell = cellOf(event);
  if (!cell) return;
  event.preventDefault();
  openCellMenu(cell, { x: event.clientX, y: event.clientY });
}

/** The menu of the active cell, by the keys that open menus. */
export function openByKey(event: KeyboardEvent): void {
  const isMenuKey = event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey);
  const cell = document.querySelector('.grid-body [data-active]');
  if (!isMenuKey || !cell || active.get().row < 0) return;
  event.preventDefault();
  const { left, bottom } = cell.getBoundingClientRect();
  openCellMenu(active.get(), { x: left, y: bottom });
}
