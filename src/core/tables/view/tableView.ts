import * as z from 'zod';
import type { SqlValue, StoreReader } from '../../store/store';
import { KeysetOrder } from './keysetOrder';
import { RowOrders } from './orders';
import { readRows, shownCell, type StoredRow } from './readRows';
import type { RowOrder } from './rowOrder';
import type { ShapeColumn, TableShape } from './shape';
import { statement } from './sql';
import { readCatalog, shapeOf } from './subjects';
import type { TableCatalog, TableColumn, TablePage, TableQuery, TableSubject } from './tableQuery';

/** The characters of a cell that a page of rows shows. */
export const cellLimit = 300;

/** Rows that are in memory at a time while all of them are read. */
const batchSize = 500;

/** Places from `start` to before `end`, from 0. */
export interface PlaceRange {
  readonly start: number;
  readonly end: number;
}

/** The rows of a query, in their order at one moment. */
export interface OrderedRows {
  readonly subject: TableSubject;
  readonly order: RowOrder;
}

/** The tables of a workspace database as a grid reads them: page by page, at any place. */
export class TableView {
  readonly #orders: RowOrders;
  readonly #shapes = new Map<string, TableShape>();
  readonly #totals = new Map<string, number>();

  constructor(
    private readonly store: StoreReader,
    clock: () => number = () => performance.now(),
  ) {
    this.#orders = new RowOrders(store, clock);
  }

  /** To be called when the database has changed. */
  changed(): void {
    this.#orders.changed();
    this.#shapes.clear();
    this.#totals.clear();
  }

  /** Whether a page would say more about a change that `changed` told of than it did so far. */
  get lagsBehind(): boolean {
    return this.#orders.hasNews;
  }

  catalog(): TableCatalog {
    return readCatalog(this.store);
  }

  columns(subject: TableSubject): TableColumn[] {
    return this.#shape(subject).columns.map(({ key, label, kind }) => ({ key, label, kind }));
  }

  /** Columns that the table does not have any more stay empty. Rejects when the signal is aborted before the rows have been found. */
  async page(query: TableQuery, columns: readonly string[], start: number, count: number, signal?: AbortSignal): Promise<TablePage> {
    const { order, number } = await this.#orders.get(this.#shape(query.subject), query, signal);
    const shape = this.#shape(query.subject);
    const ids = order.ids(start, count);
    const stored = readRows(this.store, shape, columns.map((key) => columnOf(shape, key)), ids, cellLimit);
    const rows = new Map(stored.map((row) => [row.id, row.values.map((value, index) => shownCell(value, cellLimit, row.statuses[index]))]));
    return {
      // The natural order has counted all rows: at half a million that is half of what the first page takes.
      total: order instanceof KeysetOrder ? order.count : this.#total(query.subject),
      matching: order.count,
      order: number,
      start,
      // A row that is gone keeps its place until the order is made anew.
      rows: ids.map((id) => ({ id, cells: rows.get(id) ?? columns.map(() => ({ text: null })) })),
    };
  }

  /** The whole text of a cell; undefined if the row is gone, null where there is none. */
  cell(subject: TableSubject, id: number, column: string): string | null | undefined {
    const shape = this.#shape(subject);
    const [row] = readRows(this.store, shape, [columnOf(shape, column)], [id]);
    const value = row?.values[0];
    return value === undefined || value === null ? value : String(value);
  }

  /** The rows of a query, as `rows` reads them. */
  async order(query: TableQuery): Promise<OrderedRows> {
    const { order } = await this.#orders.get(this.#shape(query.subject), query);
    return { subject: query.subject, order };
  }

  /**
   * Rows in batches, with their values whole, as a table that can be written to a file: a process is two columns there, its result and
   * its status.
   */
  *rows({ subject, order }: OrderedRows, columns: readonly string[], ranges?: readonly PlaceRange[]): Generator<readonly (readonly SqlValue[])[]> {
    const shape = this.#shape(subject);
    const read = columns.map((key) => columnOf(shape, key));
    for (const { start, end } of ranges ?? [{ start: 0, end: order.count }]) {
      for (let at = start; at < Math.min(end, order.count); at += batchSize) {
        const ids = order.ids(at, Math.min(batchSize, end - at));
        yield readRows(this.store, shape, read, ids).map((row) => flat(row, read));
      }
    }
  }

  /** The names of the columns that `rows` gives, no two of them the same. */
  headings(subject: TableSubject, columns: readonly string[]): string[] {
    const shape = this.#shape(subject);
    const taken = new Set<string>();
    return columns
      .map((key) => columnOf(shape, key))
      .flatMap(({ label, status }) => (status ? [label, `${label}_status`] : [label]))
      .map((label) => freeName(label, taken));
  }

  /** The workflow file (relative to the workspace) and the process that a cell comes from; undefined if from none. */
  origin(subject: TableSubject, id: number, column: string): { readonly path: string; readonly process?: string } | undefined {
    const [found] = this.store.query(...originSql(subject, id, column));
    return found && { path: found.path, ...(found.process === null ? {} : { process: found.process }) };
  }

  #shape(subject: TableSubject): TableShape {
    return remember(this.#shapes, JSON.stringify(subject), () => shapeOf(this.store, subject));
  }

  #total(subject: TableSubject): number {
    return remember(this.#totals, JSON.stringify(subject), () => this.#orders.count(this.#shape(subject)));
  }
}

function columnOf(shape: TableShape, key: string): ShapeColumn {
  return shape.columns.find((column) => column.key === key) ?? { key, label: key, kind: 'text', value: () => 'NULL' };
}

function flat({ values, statuses }: StoredRow, columns: readonly ShapeColumn[]): SqlValue[] {
  return columns.flatMap(({ status }, index) => (status ? [values[index] ?? null, statuses[index] ?? null] : [values[index] ?? null]));
}

const origin = z.object({ path: z.string(), process: z.string().nullable() });

function originSql(subject: TableSubject, id: number, column: string): [string, SqlValue[], typeof origin] {
  const { sql, parameters } = statement((bind) => {
    switch (subject.view) {
      case 'results':
        return `SELECT w.path, r.process_name AS process FROM results AS r JOIN workflow_config AS w USING (workflow_id) WHERE r.rowid = ${bind(id)}`;
      case 'workflows':
        return `SELECT path, NULL AS process FROM workflow_config WHERE rowid = ${bind(id)}`;
      case 'joined':
        return `SELECT path, ${bind(processOf(column))} AS process FROM workflow_config WHERE workflow_id = ${bind(subject.workflow)}`;
      case 'source':
        return 'SELECT path, NULL AS process FROM workflow_config WHERE 0';
    }
  });
  return [sql, [...parameters], origin];
}

function processOf(column: string): string | null {
  return column.startsWith('results.') ? column.slice('results.'.length) : null;
}

function freeName(name: string, taken: Set<string>): string {
  let free = name;
  for (let number = 2; taken.has(free); number++) free = `${name}_${number}`;
  taken.add(free);
  return free;
}

function remember<T>(known: Map<string, T>, key: string, make: () => T): T {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}
