import { type ClipboardEvent, type KeyboardEvent, type MouseEvent, useCallback, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import type { TableColumn, TableQuery } from '../../../src/shared/tableProtocol';
import { useStore } from '../../ui/store';
import { copySelection } from '../actions';
import { layouts, widthsOf } from '../state/columns';
import { includes } from '../state/ranges';
import { read } from '../state/reading';
import { active, clearSelection, extendTo, goTo, selectRow, selection, toggleRow } from '../state/selection';
import { rowWindow, shownColumns } from '../state/table';
import type { Span } from './columnSpace';
import { type DrawnColumn, GridRow, cellOf } from './GridRow';
import { HeaderRow } from './HeaderRow';
import { handleGridKey } from './keyboard';
import { headerHeight, rowHeight } from './scrollSpace';
import { useActiveCell } from './useActiveCell';
import { useColumnScroll } from './useColumnScroll';
import { useVirtualScroll } from './useVirtualScroll';
import './grid.css';

interface Props {
  readonly query: TableQuery;
  readonly label: string;
}

/** The cells of a table, of which only those in view exist, in the WAI-ARIA grid pattern: one cell can be reached with Tab. */
export function Grid({ query, label }: Props) {
  const grid = useRef<HTMLDivElement>(null);
  const shown = useStore(shownColumns);
  const loaded = useStore(rowWindow.rows);
  const at = useStore(active);
  const selected = useStore(selection);

  const { space, top, scrollBy, onScroll } = useVirtualScroll(grid, loaded.matching);
  const { first, last } = space.placesAt(top);
  const arranged = useStore(layouts);
  const widths = useMemo(() => widthsOf(arranged, query.subject, shown), [arranged, query.subject, shown]);
  const { space: columnSpace, inView, scrollToColumn, onScroll: onScrollSideways } = useColumnScroll(grid, widths, 22 + 8 * String(loaded.matching).length);
  const drawn = useMemo(() => drawnColumns(shown, inView, loaded.columns), [shown, inView, loaded.columns]);

  const isMeasured = space.viewHeight > 0;
  useEffect(() => {
    if (isMeasured) rowWindow.show({ first, last }, inView);
  }, [isMeasured, first, last, inView]);

  // A custom property, so that a column that is being dragged wider redraws no row. The second width is that of the columns left out.
  const drawnWidths = [columnSpace.numberWidth, columnSpace.startOf(inView.first), ...widths.slice(inView.first, inView.last + 1)];
  const template = drawnWidths.map((width) => `${width}px`).join(' ');
  useLayoutEffect(() => grid.current?.style.setProperty('--grid-columns', template), [template]);

  const scrollToRow = useCallback((row: number) => scrollBy((before) => space.topFor(row, before)), [space, scrollBy]);
  useLayoutEffect(() => scrollBy(() => 0), [query, scrollBy]);
  const focus = useActiveCell(grid, at, { scrollToRow, scrollToColumn });

  function keyDown(event: KeyboardEvent): void {
    const size = { rows: loaded.matching, columns: shown.length + 1, page: Math.max(1, Math.floor(space.viewHeight / rowHeight) - 1) };
    if (event.defaultPrevented || !handleGridKey(event, at, size)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  function press(event: MouseEvent): void {
    const cell = cellOf(event);
    if (!cell || event.button !== 0) return;
    if (event.shiftKey) extendTo(cell);
    else if (event.ctrlKey || event.metaKey) {
      active.set(cell);
      toggleRow(cell.row);
    } else {
      goTo(cell);
      if (cell.column === 0) selectRow(cell.row);
      else clearSelection();
    }
  }

  function copy(event: ClipboardEvent): void {
    event.preventDefault();
    copySelection();
  }

  const isRowDrawn = at.row < 0 || (first <= at.row && at.row <= last && at.row < loaded.matching);
  const isColumnDrawn = at.column === 0 || (inView.first < at.column && at.column <= inView.last + 1);
  const places = Array.from({ length: Math.max(0, Math.min(last + 1, loaded.matching) - first) }, (_, index) => first + index);
  return (
    <div
      ref={grid}
      role="grid"
      className="grid"
      aria-label={label}
      aria-rowcount={loaded.matching + 1}
      aria-colcount={shown.length + 1}
      aria-multiselectable
      tabIndex={isRowDrawn && isColumnDrawn ? -1 : 0}
      onScroll={(event) => {
        onScroll(event);
        onScrollSideways(event);
      }}
      onKeyDown={keyDown}
      onCopy={copy}
      {...focus}
    >
      <div role="presentation" className="grid-space" style={{ height: space.height + headerHeight, width: columnSpace.width }}>
        <div role="presentation" className="grid-window">
          <HeaderRow query={query} columns={drawn} widths={widths} activeColumn={at.row === -1 ? at.column : undefined} />
          <div role="rowgroup" className="grid-body" onMouseDown={press} onDoubleClick={() => read({ focus: false })}>
            <div role="presentation" style={{ transform: `translateY(${first * rowHeight - top}px)` }}>
              {places.map((place) => (
                <GridRow
                  key={place}
                  place={place}
                  row={loaded.rows[place - loaded.start]}
                  columns={drawn}
                  activeColumn={at.row === place ? at.column : undefined}
                  isSelected={includes(selected, place)}
                />
              ))}
            </div>
          </div>
        </div>
      </div>
    </div>
  );
}

function drawnColumns(shown: readonly TableColumn[], { first, last }: Span, loaded: readonly string[]): readonly DrawnColumn[] {
  return shown.slice(first, last + 1).map((column, index) => ({ column, place: first + index + 1, cell: loaded.indexOf(column.key) }));
}
