import { useEffect, useState } from 'react';
import type { TableColumn, TableQuery, TableStatus } from '../../../src/shared/tableProtocol';
import { showToast } from '../../ui/Toasts';
import { useStore } from '../../ui/store';
import { call, messageOf } from '../calls';
import { active } from '../state/selection';
import { rowWindow, shownColumns } from '../state/table';

export interface ReadCell {
  /** The row's id. */
  readonly row: number;
  /** Where it stands, from 0. */
  readonly place: number;
  readonly column: TableColumn;
  /** Of a long text its beginning, until the host has sent the whole. */
  readonly text: string | null;
  readonly status: TableStatus | undefined;
}

/** The active cell with its whole text. While its row is scrolled out of view, what was read of it last. */
export function useReadCell({ subject }: TableQuery): ReadCell | undefined {
  const at = useStore(active);
  const cell = useActiveCell();
  const whole = useWholeText(subject, cell);
  const now = cell && { ...cell, text: whole ?? cell.text };

  const [last, setLast] = useState(now);
  if (now && !isSame(now, last)) setLast(now);
  const isRead = at.row >= 0 && at.column > 0;
  return isRead ? (now ?? last) : undefined;
}

function useActiveCell(): (ReadCell & { readonly isCut: boolean }) | undefined {
  const { row: place, column: columnPlace } = useStore(active);
  const { rows, start, columns } = useStore(rowWindow.rows);
  const column = useStore(shownColumns)[columnPlace - 1];
  const row = rows[place - start];
  const cell = column && row?.cells[columns.indexOf(column.key)];
  if (!row || !cell) return undefined;
  return { row: row.id, place, column, text: cell.text, status: cell.status, isCut: cell.cut === true };
}

/** The text of a cell whose row holds only its beginning. */
function useWholeText(subject: TableQuery['subject'], cell: ReturnType<typeof useActiveCell>): string | undefined {
  const [whole, setWhole] = useState<{ readonly key: string; readonly text: string }>();
  const { row, column, text, isCut } = cell ?? {};
  // The beginning is part of it: a text that changes is read anew.
  const key = JSON.stringify([subject, row, column?.key, text]);
  const columnKey = column?.key;

  useEffect(() => {
    if (isCut !== true || row === undefined || columnKey === undefined) return;
    let isCurrent = true;
    call('cell', { subject, row, column: columnKey }).then(
      (answer) => {
        if (isCurrent) setWhole({ key, text: answer.text ?? '' });
      },
      (error: unknown) => showToast(messageOf(error)),
    );
    return () => {
      isCurrent = false;
    };
  }, [subject, key, row, columnKey, isCut]);

  return isCut === true && whole?.key === key ? whole.text : undefined;
}

function isSame(a: ReadCell, b: ReadCell | undefined): boolean {
  return a.row === b?.row && a.place === b.place && a.column === b.column && a.text === b.text && a.status === b.status;
}
