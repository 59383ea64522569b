import { type RefObject, type UIEvent, useEffect, useMemo, useState } from 'react';
import { ColumnSpace, type Span } from './columnSpace';

/** Which columns are in view, in step with the grid's scroll bar. */
export function useColumnScroll(grid: RefObject<HTMLDivElement | null>, widths: readonly number[], numberWidth: number) {
  const [viewWidth, setViewWidth] = useState(0);
  const [left, setLeft] = useState(0);
  const space = useMemo(() => new ColumnSpace(widths, numberWidth, viewWidth), [widths, numberWidth, viewWidth]);
  const { first, last } = space.placesAt(left);
  /** The same object until it is another span. */
  const inView = useMemo((): Span => ({ first, last }), [first, last]);

  useEffect(() => {
    const element = grid.current;
    if (!element) return;
    const measure = () => setViewWidth(Math.min(element.clientWidth, window.innerWidth));
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [grid]);

  function scrollToColumn(column: number): void {
    const element = grid.current;
    element?.scrollTo({ left: space.leftFor(column, element.scrollLeft), behavior: 'instant' });
  }

  return { space, inView, scrollToColumn, onScroll: ({ currentTarget }: UIEvent) => setLeft(currentTarget.scrollLeft) };
}
