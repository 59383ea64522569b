import { type MouseEvent, memo } from 'react';
import type { TableColumn, TableRow } from '../../../src/shared/tableProtocol';
import { CellText } from './CellText';

export interface DrawnColumn {
  readonly column: TableColumn;
  /** Among the columns shown; 0 is the row's number. */
  readonly place: number;
  /** Its place in a row's cells; -1 where it is still to come. */
  readonly cell: number;
}

interface Props {
  /** From 0. */
  readonly place: number;
  /** Undefined until it is loaded. */
  readonly row: TableRow | undefined;
  readonly columns: readonly DrawnColumn[];
  /** The column that the keyboard is at, if it is in this row. */
  readonly activeColumn: number | undefined;
  readonly isSelected: boolean;
}

/** A row says where it is in `data-row`, and each cell in `data-column`: the grid listens for all of them. */
export const GridRow = memo(function GridRow({ place, row, columns, activeColumn, isSelected }: Props) {
  return (
    <div role="row" className="grid-row" aria-rowindex={place + 2} aria-selected={isSelected} aria-busy={row === undefined} data-row={place}>
      <div role="rowheader" className="grid-cell row-number" aria-colindex={1} data-column={0} {...focusProps(activeColumn === 0)}>
        {(place + 1).toLocaleString('en')}
      </div>
      {columns.map(({ column: { key, kind }, place: columnPlace, cell: cellPlace }) => {
        const cell = row?.cells[cellPlace];
        return (
          <div
            key={key}
            role="gridcell"
            className={`grid-cell cell-${kind}`}
            aria-colindex={columnPlace + 1}
            data-column={columnPlace}
            {...focusProps(activeColumn === columnPlace)}
          >
            {cell ? <CellText kind={kind} cell={cell} /> : <span className="placeholder" />}
          </div>
        );
      })}
    </div>
  );
});

export function focusProps(isActive: boolean) {
  return { tabIndex: isActive ? 0 : -1, 'data-active': isActive ? true : undefined };
}

/** The cell that an event in the grid's rows is about. */
export function cellOf({ target }: MouseEvent): { readonly row: number; readonly column: number } | undefined {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-column]') : null;
  const row = cell?.closest<HTMLElement>('[data-row]');
  return cell && row ? { row: Number(row.dataset['row']), column: Number(cell.dataset['column']) } : undefined;
}
