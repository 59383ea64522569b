import type { StoreReader } from '../../store/store';
import { idsOf, listedIds } from './idList';
import type { ShapeColumn, TableShape } from './shape';
import { statement } from './sql';
import type { TableSort } from './tableQuery';

/** Stands for a cut: no row has it for its id. */
export const cutMark = -1;

/** Has the database put rows in order: no value leaves it, and there is no second notion of what comes first. */
export class RowSorter {
  constructor(
    private readonly store: StoreReader,
    private readonly shape: TableShape,
    private readonly column: ShapeColumn,
    private readonly sort: TableSort,
  ) {}

  /** Rows in order, without those that are gone; and a mark for each of some rows, the cuts, where it stands among them. */
  inOrder(ids: readonly number[], cuts: readonly number[] = []): number[] {
    const { from, key } = this.shape;
    const direction = this.sort.descending ? 'DESC' : 'ASC';
    const order = [...sortKeys(this.column).map((sortKey) => `${sortKey} ${direction}`), 'key', 'id'];
    const { sql, parameters } = statement((bind) => {
      const rows = (wanted: readonly number[], shown: string) =>
        `SELECT t.rowid AS id, t.${key} AS key, ${this.column.value(bind)} AS value, ${shown} AS shown
          FROM json_each(${bind(JSON.stringify(wanted))}) AS wanted CROSS JOIN ${from} AS t ON t.rowid = wanted.value`;
      const all = [rows(ids, 't.rowid'), ...(cuts.length === 0 ? [] : [rows(cuts, String(cutMark))])].join(' UNION ALL ');
      // Materialized, so that the value is read once a row and not once a sort key.
      return `WITH row AS MATERIALIZED (${all})
        SELECT group_concat(shown) AS ids FROM (SELECT shown FROM row ORDER BY value IS NULL, ${order.join(', ')})`;
    });
    return idsOf(this.store.query(sql, parameters, listedIds)[0]?.ids);
  }
}

/** Rows without a value come last either way. What is a number is sorted as one, also where a text file holds it as text. */
function sortKeys({ kind }: ShapeColumn): string[] {
  const mayHoldNumbers = kind === 'text' || kind === 'process';
  return mayHoldNumbers ? [numberOrInfinity, 'value COLLATE NOCASE'] : ['value'];
}

const numberOrInfinity = `CASE WHEN json_valid(value) THEN iif(json_type(value) IN ('integer', 'real'), value + 0.0, 9e999) ELSE 9e999 END`;
