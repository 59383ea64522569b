import * as z from 'zod';
import type { StoreReader } from '../../store/store';
import type { RowOrder } from './rowOrder';
import type { TableShape } from './shape';
import { statement, type Bind } from './sql';

interface Bookmark {
  readonly place: number;
  readonly key: number;
  readonly id: number;
}

/** One bookmark in so many places is enough: the database counts that many rows off in no time. */
const stride = 1_000;

const keyedRow = z.object({ id: z.number(), key: z.number() });

/**
 * The natural order of a table, which the database has an index for, so that nothing is read ahead. A place is reached from
 * the nearest page that was read before, or from whichever end is nearer: counting rows off is what a jump costs.
 */
export class KeysetOrder implements RowOrder {
  /** By their place divided by the stride. */
  readonly #bookmarks = new Map<number, Bookmark>();

  constructor(
    private readonly store: StoreReader,
    private readonly shape: TableShape,
    readonly count: number,
  ) {}

  ids(start: number, count: number): number[] {
    const size = Math.min(count, this.count - start);
    if (size <= 0) return [];
    const behind = this.count - start - size;
    const before = this.#bookmarkBefore(start);
    const rows = behind < start - (before?.place ?? 0) ? this.#fromEnd(behind, size) : this.#from(before, start, size);
    const [first] = rows;
    if (first) this.#bookmarks.set(Math.floor(start / stride), { place: start, ...first });
    return rows.map(({ id }) => id);
  }

  #bookmarkBefore(start: number): Bookmark | undefined {
    for (let slot = Math.floor(start / stride); slot >= 0; slot--) {
      const bookmark = this.#bookmarks.get(slot);
      if (bookmark && bookmark.place <= start) return bookmark;
    }
    return undefined;
  }

  #from(bookmark: Bookmark | undefined, start: number, size: number) {
    const { key } = this.shape;
    return this.#read((bind) => {
      const from = bookmark ? [`(t.${key}, t.rowid) >= (${bind(bookmark.key)}, ${bind(bookmark.id)})`] : [];
      return `${this.#where(from, bind)} ORDER BY t.${key}, t.rowid LIMIT ${bind(size)} OFFSET ${bind(start - (bookmark?.place ?? 0))}`;
    });
  }

  #fromEnd(behind: number, size: number) {
    const { key } = this.shape;
    const rows = this.#read((bind) => `${this.#where([], bind)} ORDER BY t.${key} DESC, t.rowid DESC LIMIT ${bind(size)} OFFSET ${bind(behind)}`);
    return rows.reverse();
  }

  #where(conditions: readonly string[], bind: Bind): string {
    const all = [...(this.shape.rows ? [this.shape.rows(bind)] : []), ...conditions];
    return all.length === 0 ? '' : `WHERE ${all.join(' AND ')}`;
  }

  #read(rest: (bind: Bind) => string) {
    const { from, key } = this.shape;
    const { sql, parameters } = statement((bind) => `SELECT t.rowid AS id, t.${key} AS key FROM ${from} AS t ${rest(bind)}`);
    return this.store.query(sql, parameters, keyedRow);
  }
}
