import { type RefObject, useLayoutEffect, useRef } from 'react';
import type { Position } from '../state/selection';

interface Scrolling {
  readonly scrollToRow: (row: number) => void;
  /** From 0, without the row's number. */
  readonly scrollToColumn: (column: number) => void;
}

/**
 * Brings the active cell into view when another one becomes it, and keeps the focus on it while the focus is in the grid.
 * When it is scrolled away, the grid itself holds the focus, and listens to the keys, until the cell is back.
 */
export function useActiveCell(grid: RefObject<HTMLDivElement | null>, at: Position, { scrollToRow, scrollToColumn }: Scrolling) {
  const hasFocus = useRef(false);
  const shown = useRef(at);

  useLayoutEffect(() => {
    if (shown.current === at) return;
    shown.current = at;
    if (at.row >= 0) scrollToRow(at.row);
    if (at.column > 0) scrollToColumn(at.column - 1);
  }, [at, scrollToRow, scrollToColumn]);

  // After every change of what is drawn: a cell that is gone takes the focus with it, unheard by React's `onBlur`.
  useLayoutEffect(() => {
    const target = grid.current?.querySelector<HTMLElement>('[data-active]') ?? grid.current;
    if (hasFocus.current && document.activeElement !== target) target?.focus({ preventScroll: true });
  });

  return {
    onFocus: () => {
      hasFocus.current = true;
    },
    onBlur: () => {
      hasFocus.current = false;
    },
  };
}
