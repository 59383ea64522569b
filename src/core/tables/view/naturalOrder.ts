import * as z from 'zod';
import type { StoreReader } from '../../store/store';
import { whereOf } from './conditions';
import { idsOf, listedIds } from './idList';
import type { Pace } from './pace';
import type { TableShape } from './shape';
import { statement, type Bind } from './sql';
import type { TableQuery } from './tableQuery';

/** The last row of a part: the next one begins behind it. */
interface Place {
  readonly key: number;
  readonly id: number;
}

const place = z.object({ key: z.number(), id: z.number() });

/** The ids of the rows that a query lets through, in the order that they came in: part by part, so many rows looked at in each. */
export async function* naturalOrder(store: StoreReader, shape: TableShape, query: TableQuery, pace: Pace): AsyncGenerator<number[]> {
  let after: Place | undefined;
  do {
    const from: Place | undefined = after;
    const rows = pace.size;
    const part = await pace.part(rows, () => {
      const last = partEnd(store, shape, from, rows);
      return { last, ids: idsWithin(store, shape, query, from, last) };
    });
    yield part.ids;
    after = part.last;
  } while (after);
}

/** Where a part of so many rows ends; undefined: with the table. */
function partEnd(store: StoreReader, shape: TableShape, after: Place | undefined, rows: number): Place | undefined {
  const { sql, parameters } = statement((bind) => {
    const within = [...ownRows(shape, bind), ...bounds(shape, bind, after, undefined)];
    return `SELECT t.${shape.key} AS key, t.rowid AS id FROM ${inOrder(shape)} ${where(within)} ORDER BY t.${shape.key}, t.rowid LIMIT 1 OFFSET ${bind(rows - 1)}`;
  });
  return store.query(sql, parameters, place)[0];
}

function idsWithin(store: StoreReader, shape: TableShape, query: TableQuery, after: Place | undefined, last: Place | undefined): number[] {
  const { sql, parameters } = statement((bind) => {
    const within = bounds(shape, bind, after, last);
    const filter = whereOf(shape, query, bind);
    const conditions = filter === '' ? where(within) : [filter, ...within].join(' AND ');
    const rows = `SELECT t.rowid AS id FROM ${inOrder(shape)} ${conditions} ORDER BY t.${shape.key}, t.rowid`;
    return `SELECT group_concat(id) AS ids FROM (${rows})`;
  });
  return idsOf(store.query(sql, parameters, listedIds)[0]?.ids);
}

function bounds({ key }: TableShape, bind: Bind, after: Place | undefined, last: Place | undefined): string[] {
  const at = (place: Place) => `(${bind(place.key)}, ${bind(place.id)})`;
  return [...(after ? [`(t.${key}, t.rowid) > ${at(after)}`] : []), ...(last ? [`(t.${key}, t.rowid) <= ${at(last)}`] : [])];
}

/** Other indexes narrow the rows too, but give them in another order: each part would look at all of them. */
function inOrder({ from, key }: TableShape): string {
  return key === 'rowid' ? `${from} AS t NOT INDEXED` : `${from} AS t`;
}

/** Where only the rowid orders them, the rows of others are passed over one by one: they count as looked at. */
function ownRows({ rows, key }: TableShape, bind: Bind): string[] {
  return rows && key !== 'rowid' ? [rows(bind)] : [];
}

function where(conditions: readonly string[]): string {
  return conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
}
