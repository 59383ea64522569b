import * as z from 'zod';
import { resultStatuses } from '../../store/records';
import type { SqlValue, StoreReader } from '../../store/store';
import type { ShapeColumn, TableShape } from './shape';
import { sqlValue, statement } from './sql';
import type { TableCell } from './tableQuery';

const row = z.record(z.string(), sqlValue);
const status = z.enum(resultStatuses).nullish();

/** A row as it is stored: a value for each column, and the statuses of `process` columns beside them. */
export interface StoredRow {
  readonly id: number;
  readonly values: readonly SqlValue[];
  readonly statuses: readonly TableCell['status'][];
}

/** SQLite gives no more than 2,000 values a row, and a column may be two. */
const columnsAtOnce = 500;

/**
 * Reads rows by their ids, in that order, without those that are gone. `limit` (characters) keeps long texts in the
 * database: a value then comes as text, one character longer than that if there is more of it.
 */
export function readRows(store: StoreReader, shape: TableShape, columns: readonly ShapeColumn[], ids: readonly number[], limit?: number): StoredRow[] {
  const rows = readPart(store, shape, columns.slice(0, columnsAtOnce), ids, limit);
  if (columns.length <= columnsAtOnce) return rows;
  const rest = readRows(store, shape, columns.slice(columnsAtOnce), ids, limit);
  // Nothing is written between two queries: both find the same rows.
  return rows.map(({ id, values, statuses }, index) => ({
    id,
    values: values.concat(rest[index]?.values ?? []),
    statuses: statuses.concat(rest[index]?.statuses ?? []),
  }));
}

function readPart(store: StoreReader, shape: TableShape, columns: readonly ShapeColumn[], ids: readonly number[], limit: number | undefined): StoredRow[] {
  const { sql, parameters } = statement((bind) => {
    const values = columns.flatMap(({ value, status: statusOf }, index) => {
      const sqlOf = limit === undefined ? value(bind) : `substr(${value(bind)}, 1, ${bind(limit + 1)})`;
      return [`${sqlOf} AS v${index}`, ...(statusOf ? [`${statusOf(bind)} AS s${index}`] : [])];
    });
    return `SELECT ${['t.rowid AS id', ...values].join(', ')}
      FROM json_each(${bind(JSON.stringify(ids))}) AS wanted CROSS JOIN ${shape.from} AS t ON t.rowid = wanted.value ORDER BY wanted.key`;
  });
  return store.query(sql, parameters, row).map((stored) => ({
    id: z.number().parse(stored['id']),
    values: columns.map((_, index) => stored[`v${index}`] ?? null),
    statuses: columns.map((_, index) => status.parse(stored[`s${index}`]) ?? undefined),
  }));
}

/** What a cell shows of a value that was read with the limit. */
export function shownCell(value: SqlValue, limit: number, cellStatus: TableCell['status']): TableCell {
  const text = value === null ? null : String(value);
  // Characters beyond the basic plane are two units each.
  const characters = text === null || text.length <= limit ? undefined : Array.from(text);
  const isCut = characters !== undefined && characters.length > limit;
  return {
    text: isCut ? characters.slice(0, limit).join('') : text,
    ...(isCut ? { cut: true } : {}),
    ...(cellStatus === undefined ? {} : { status: cellStatus }),
  };
}
