import type { TableColumn, TableSubject } from '../../../src/shared/tableProtocol';
import { Store } from '../../ui/store';
import { type TableLayout, remember, viewStateNow } from '../vscodeApi';
import { keyOf } from './subjectKey';

const smallestWidth = 48;
const largestWidth = 1_200;

const firstWidths: Record<TableColumn['kind'], number> = { text: 260, id: 110, number: 96, time: 160, json: 260, status: 120, process: 260 };

const noLayout: TableLayout = { widths: {}, shown: {} };

type Layouts = Readonly<Record<string, TableLayout>>;

/** How the user has arranged the columns of each table. */
export const layouts = new Store<Layouts>(viewStateNow().layouts);

export function widthsOf(arranged: Layouts, subject: TableSubject, columns: readonly TableColumn[]): number[] {
  const widths = arranged[keyOf(subject)]?.widths;
  return columns.map(({ key, kind }) => widths?.[key] ?? firstWidths[kind]);
}

export function isShown(subject: TableSubject, column: TableColumn): boolean {
  return layoutOf(subject).shown[column.key] ?? true;
}

export function chooseShown(subject: TableSubject, all: readonly TableColumn[]): TableColumn[] {
  return all.filter((column) => isShown(subject, column));
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
