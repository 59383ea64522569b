import { type TableColumn, type TableSubject, mostColumns } from '../../../src/shared/tableProtocol';
import { Store } from '../../ui/store';
import { type TableLayout, remember, viewStateNow } from '../vscodeApi';
import { keyOf } from './subjectKey';

/** Columns beyond these are hidden until the user shows them. */
const shownAtFirst = 40;

const smallestWidth = 48;
const largestWidth = 1_200;

const firstWidths: Record<TableColumn['kind'], number> = { text: 260, id: 110, number: 96, time: 160, json: 260, status: 120, process: 260 };

const noLayout: TableLayout = { widths: {}, shown: {} };

/** How the user has arranged the columns of each table. */
export const layouts = new Store(viewStateNow().layouts);

export function widthOf(subject: TableSubject, column: TableColumn): number {
  return layoutOf(subject).widths[column.key] ?? firstWidths[column.kind];
}

export function isShown(subject: TableSubject, column: TableColumn, place: number): boolean {
  return layoutOf(subject).shown[column.key] ?? place < shownAtFirst;
}

export function chooseShown(subject: TableSubject, all: readonly TableColumn[]): TableColumn[] {
  return all.filter((column, place) => isShown(subject, column, place)).slice(0, mostColumns);
}

export function setWidth(subject: TableSubject, column: TableColumn, width: number): void {
  const { widths, shown } = layoutOf(subject);
  const fitting = Math.round(Math.max(smallestWidth, Math.min(width, largestWidth)));
  arrange(subject, { widths: { ...widths, [column.key]: fitting }, shown });
}

export function setShown(subject: TableSubject, columns: readonly TableColumn[], isShownNow: boolean): void {
  const { widths, shown } = layoutOf(subject);
  arrange(subject, { widths, shown: { ...shown, ...Object.fromEntries(columns.map(({ key }) => [key, isShownNow])) } });
}

function layoutOf(subject: TableSubject): TableLayout {
  return layouts.get()[keyOf(subject)] ?? noLayout;
}

function arrange(subject: TableSubject, layout: TableLayout): void {
  layouts.set({ ...layouts.get(), [keyOf(subject)]: layout });
  remember({ layouts: layouts.get() });
}
