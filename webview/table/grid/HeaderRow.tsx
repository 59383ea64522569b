import type { KeyboardEvent, PointerEvent } from 'react';
import type { TableColumn, TableQuery } from '../../../src/shared/tableProtocol';
import { Icon } from '../../ui/Icon';
import { setWidth } from '../state/columns';
import { goTo } from '../state/selection';
import { change } from '../state/table';
import { type DrawnColumn, focusProps } from './GridRow';

interface Props {
  readonly query: TableQuery;
  readonly columns: readonly DrawnColumn[];
  /** Of all columns that are shown. */
  readonly widths: readonly number[];
  readonly activeColumn: number | undefined;
}

const step = 16;

export function HeaderRow({ query, columns, widths, activeColumn }: Props) {
  return (
    <div role="row" className="grid-row grid-header" aria-rowindex={1}>
      <div role="columnheader" className="grid-cell row-number" aria-colindex={1} aria-label="Row" {...focusProps(activeColumn === 0)}>
        #
      </div>
      {columns.map(({ column, place }) => (
        <HeaderCell key={column.key} query={query} column={column} place={place} width={widths[place - 1] ?? 0} isActive={activeColumn === place} />
      ))}
    </div>
  );
}

interface CellProps {
  readonly query: TableQuery;
  readonly column: TableColumn;
  readonly place: number;
  readonly width: number;
  readonly isActive: boolean;
}

function HeaderCell({ query: { subject, sort }, column, place, width, isActive }: CellProps) {
  const direction = sort?.column === column.key ? (sort.descending ? 'descending' : 'ascending') : 'none';

  function resizeByKey(event: KeyboardEvent): void {
    const by = { ArrowLeft: -step, ArrowRight: step }[event.key];
    if (by === undefined || !event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    setWidth(subject, column, width + by);
  }

  function resizeByPointer({ currentTarget, pointerId, clientX, buttons }: PointerEvent<HTMLDivElement>): void {
    const left = currentTarget.parentElement?.getBoundingClientRect().left;
    if (buttons !== 1 || left === undefined) return;
    currentTarget.setPointerCapture(pointerId);
    setWidth(subject, column, clientX - left);
  }

  return (
    <div role="columnheader" className={`grid-cell header-cell header-${column.kind}`} aria-colindex={place + 1} aria-sort={direction}>
      <button
        type="button"
        className="header-button"
        title={`${column.label}\nClick to sort. Shift+Left and Shift+Right change the width.`}
        {...focusProps(isActive)}
        onKeyDown={resizeByKey}
        onClick={() => {
          change({ sort: nextSort(column.key, sort) });
          goTo({ row: -1, column: place });
        }}
      >
        <span className="header-label">{column.label}</span>
        {direction !== 'none' && <Icon name={direction === 'ascending' ? 'arrow-up' : 'arrow-down'} />}
      </button>
      <div className="sash" aria-hidden="true" onPointerDown={resizeByPointer} onPointerMove={resizeByPointer} />
    </div>
  );
}

/** Ascending, descending, then the rows' own order again. */
function nextSort(column: string, sort: TableQuery['sort']): TableQuery['sort'] {
  if (sort?.column !== column) return { column, descending: false };
  return sort.descending ? undefined : { column, descending: true };
}
