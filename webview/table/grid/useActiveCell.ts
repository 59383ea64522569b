import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import type { Position } from '../state/selection';

/**
 * Brings the active cell into view when another one becomes it, and keeps the focus on it while the focus is in the grid.
 * When its row is scrolled away, the grid itself holds the focus, and listens to the keys, until the row is back.
 */
export function useActiveCell(grid: RefObject<HTMLDivElement | null>, at: Position, scrollToRow: (row: number) => void) {
  const hasFocus = useRef(false);
  const shown = useRef(at);

  useLayoutEffect(() => {
    if (shown.current === at) return;
    shown.current = at;
    if (at.row >= 0) scrollToRow(at.row);
  }, [at, scrollToRow]);

  // After every change of what is drawn: a row that is gone takes the focus with it, unheard by React's `onBlur`.
  useLayoutEffect(() => {
    const target = grid.current?.querySelector<HTMLElement>('[data-active]') ?? grid.current;
    if (hasFocus.current && document.activeElement !== target) target?.focus({ preventScroll: true });
  });

  useEffect(() => {
    const cell = grid.current?.querySelector<HTMLElement>('[data-active]');
    if (grid.current && cell) scrollSideways(grid.current, cell.closest<HTMLElement>('.grid-cell') ?? cell);
  }, [grid, at]);

  return {
    onFocus: () => {
      hasFocus.current = true;
    },
    onBlur: () => {
      hasFocus.current = false;
    },
  };
}

/** The numbers of the rows stay at the left and cover what is below them. */
function scrollSideways(grid: HTMLElement, cell: HTMLElement): void {
  const number = cell.parentElement?.firstElementChild;
  if (!number || cell === number) return;
  const { left, right } = cell.getBoundingClientRect();
  const from = number.getBoundingClientRect().right;
  const to = grid.getBoundingClientRect().left + grid.clientWidth;
  if (left < from) grid.scrollLeft -= from - left;
  else if (right > to) grid.scrollLeft += Math.min(right - to, left - from);
}
