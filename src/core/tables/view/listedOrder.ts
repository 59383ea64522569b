import * as z from 'zod';
import type { StoreReader } from '../../store/store';
import { whereOf } from './conditions';
import type { RowOrder } from './rowOrder';
import type { ShapeColumn, TableShape } from './shape';
import { statement, type Bind } from './sql';
import type { TableQuery } from './tableQuery';

const listed = z.object({ ids: z.string().nullable() });

/** An order that no index has, or a choice of rows: all their ids, listed once. Eight bytes a row. */
export class ListedOrder implements RowOrder {
  readonly #ids: Float64Array;

  constructor(store: StoreReader, shape: TableShape, query: TableQuery) {
    const { sql, parameters } = statement((bind) => listSql(shape, query, bind));
    // As one text, since a row of its own for each id would be checked a million times.
    const [row] = store.query(sql, parameters, listed);
    this.#ids = numbersOf(row?.ids ?? '');
  }

  get count(): number {
    return this.#ids.length;
  }

  ids(start: number, count: number): number[] {
    return [...this.#ids.subarray(start, start + count)];
  }

  /** Whether the rows of another order stand where they stood, with new ones at most behind them. */
  continues(earlier: ListedOrder): boolean {
    return earlier.count <= this.count && earlier.#ids.every((id, place) => id === this.#ids[place]);
  }
}

function listSql(shape: TableShape, query: TableQuery, bind: Bind): string {
  const sorted = shape.columns.find(({ key }) => key === query.sort?.column);
  const natural = `t.${shape.key}, t.rowid`;
  const where = whereOf(shape, query, bind);
  if (!sorted) return `SELECT group_concat(id) AS ids FROM (SELECT t.rowid AS id FROM ${shape.from} AS t ${where} ORDER BY ${natural})`;
  const direction = query.sort?.descending === true ? 'DESC' : 'ASC';
  const order = [...sortKeys(sorted).map((key) => `${key} ${direction}`), 'key', 'id'];
  // Materialized, so that the value is read once a row and not once a sort key.
  return `WITH row AS MATERIALIZED (SELECT t.rowid AS id, t.${shape.key} AS key, ${sorted.value(bind)} AS value FROM ${shape.from} AS t ${where})
    SELECT group_concat(id) AS ids FROM (SELECT id FROM row ORDER BY value IS NULL, ${order.join(', ')})`;
}

/** Rows without a value come last either way. What is a number is sorted as one, also where a text file holds it as text. */
function sortKeys({ kind }: ShapeColumn): string[] {
  const mayHoldNumbers = kind === 'text' || kind === 'process';
  return mayHoldNumbers ? [numberOrInfinity, 'value COLLATE NOCASE'] : ['value'];
}

const numberOrInfinity = `CASE WHEN json_valid(value) THEN iif(json_type(value) IN ('integer', 'real'), value + 0.0, 9e999) ELSE 9e999 END`;

function numbersOf(list: string): Float64Array {
  if (list === '') return new Float64Array();
  let count = 1;
  for (let at = list.indexOf(','); at !== -1; at = list.indexOf(',', at + 1)) count++;
  const numbers = new Float64Array(count);
  let number = 0;
  let place = 0;
  for (let at = 0; at < list.length; at++) {
    const digit = list.charCodeAt(at) - 48;
    if (digit >= 0) number = number * 10 + digit;
    else {
      numbers[place++] = number;
      number = 0;
    }
  }
  numbers[place] = number;
  return numbers;
}
