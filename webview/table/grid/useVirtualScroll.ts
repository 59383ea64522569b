import { type RefObject, type UIEvent, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { ScrollSpace, headerHeight, rowHeight } from './scrollSpace';

/** A scroll bar that is less than this away from where it was put has not been moved, only rounded. */
const tolerance = 1;

/** Which part of the rows is in view, in step with the grid's scroll bar. */
export function useVirtualScroll(grid: RefObject<HTMLDivElement | null>, rowCount: number) {
  const [viewHeight, setViewHeight] = useState(0);
  const [wanted, setWanted] = useState(0);
  const space = useMemo(() => new ScrollSpace(rowCount, viewHeight), [rowCount, viewHeight]);
  const top = space.clamp(wanted);
  const bar = useRef({ isOff: false, expected: 0, space });

  /** Scrolls, whatever the scroll bar's resolution. */
  const scrollBy = useCallback((pixels: (top: number) => number) => {
    bar.current.isOff = true;
    setWanted(pixels);
  }, []);

  function onScroll({ currentTarget: { scrollTop } }: UIEvent): void {
    if (Math.abs(scrollTop - bar.current.expected) < tolerance) return;
    bar.current.expected = scrollTop;
    setWanted(space.topOf(scrollTop));
  }

  useLayoutEffect(() => {
    // While the user scrolls, the bar may be further on already: it is moved only where it did not move by itself.
    const isOff = bar.current.isOff || bar.current.space !== space;
    const element = grid.current;
    if (!isOff || !element) return;
    element.scrollTo({ top: space.scrollTopOf(top), behavior: 'instant' });
    bar.current = { isOff: false, expected: element.scrollTop, space };
  }, [grid, space, top]);

  useEffect(() => {
    const element = grid.current;
    if (!element) return;
    // Never more than the window shows, or a grid whose height is not held down would draw all rows.
    const measure = () => setViewHeight(Math.max(0, Math.min(element.clientHeight, window.innerHeight) - headerHeight));
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [grid]);

  useEffect(() => {
    const element = grid.current;
    if (!element || !space.isScaled) return;
    function turn(event: WheelEvent): void {
      if (event.ctrlKey || event.shiftKey || event.deltaY === 0) return;
      event.preventDefault();
      const pixels = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? event.deltaY : event.deltaY * rowHeight;
      scrollBy((before) => space.clamp(before + pixels));
    }
    // A wheel's step would be multiplied by the scale, and rows between left out.
    element.addEventListener('wheel', turn, { passive: false });
    return () => element.removeEventListener('wheel', turn);
  }, [grid, space, scrollBy]);

  return { space, top, scrollBy, onScroll };
}
