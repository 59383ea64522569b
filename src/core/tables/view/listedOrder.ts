import type { StoreReader } from '../../store/store';
import { naturalOrder } from './naturalOrder';
import { Pace } from './pace';
import type { RowOrder } from './rowOrder';
import { RowSorter } from './rowSorter';
import type { TableShape } from './shape';
import { shareOut } from './shareOut';
import type { TableQuery } from './tableQuery';

export interface ListingPorts {
  readonly store: StoreReader;
  /** Milliseconds that never go back. */
  readonly clock: () => number;
  readonly signal: AbortSignal;
  /** Whether the database has changed since the listing began. */
  readonly hasChanged: () => boolean;
}

/** Rows that follow each other, not yet in order if there is something to sort them. */
interface Part {
  readonly start: number;
  ids: readonly number[];
  sorter: RowSorter | undefined;
}

/**
 * An order that no index has, or a choice of rows: all their ids, eight bytes a row. A sorted order knows from the start which rows
 * each of its parts has, and puts a part in order when it is looked at.
 */
export class ListedOrder implements RowOrder {
  readonly count: number;
  readonly #parts: readonly Part[];

  private constructor(lists: readonly (readonly number[])[], sorter?: RowSorter) {
    let count = 0;
    this.#parts = lists.map((ids) => {
      const start = count;
      count += ids.length;
      return { start, ids, sorter };
    });
    this.count = count;
  }

  /** Lists the rows in turns with everybody else. Rejects with the signal's reason when it is aborted. */
  static async make(shape: TableShape, query: TableQuery, { store, clock, signal, hasChanged }: ListingPorts): Promise<ListedOrder> {
    let ids: number[] = [];
    for await (const part of naturalOrder(store, shape, query, new Pace(clock, signal))) for (const id of part) ids.push(id);
    // A row that has got another place meanwhile may have been met at both.
    if (hasChanged()) ids = [...new Set(ids)];
    const { sort } = query;
    const column = shape.columns.find(({ key }) => key === sort?.column);
    if (!sort || !column) return new ListedOrder([ids]);
    const sorter = new RowSorter(store, shape, column, sort);
    return new ListedOrder(await shareOut(sorter, ids, new Pace(clock, signal)), sorter);
  }

  ids(start: number, count: number): number[] {
    const end = Math.min(start + count, this.count);
    const ids: number[] = [];
    for (let at = start; at < end; at = start + ids.length) {
      const part = this.#partAt(at);
      for (const id of sorted(part).slice(at - part.start, end - part.start)) ids.push(id);
    }
    return ids;
  }

  /**
   * Whether the rows of another order stand where they stood, with new ones at most behind them. Where nobody has looked yet, it is
   * enough that the same rows are there.
   */
  continues(earlier: ListedOrder): boolean {
    if (earlier.count > this.count) return false;
    return earlier.#parts.every((part) => {
      if (part.ids.length === 0) return true;
      const own = this.#partAt(part.start);
      if (part.sorter && own.sorter) return own.start === part.start && isEqual(own.ids, part.ids);
      return isEqual(this.ids(part.start, part.ids.length), sorted(part));
    });
  }

  #partAt(place: number): Part {
    let [first, behind] = [0, this.#parts.length];
    while (behind - first > 1) {
      const middle = (first + behind) >> 1;
      if ((this.#parts[middle]?.start ?? 0) <= place) first = middle;
      else behind = middle;
    }
    const part = this.#parts[first];
    if (!part) throw new RangeError(`No row at ${place}.`);
    return part;
  }
}

/** A row that is gone keeps a place: others have been told how many there are. */
function sorted(part: Part): readonly number[] {
  if (part.sorter) {
    const found = part.sorter.inOrder(part.ids);
    const there = new Set(found);
    part.ids = found.length === part.ids.length ? found : [...found, ...part.ids.filter((id) => !there.has(id))];
    part.sorter = undefined;
  }
  return part.ids;
}

function isEqual(ids: readonly number[], others: readonly number[]): boolean {
  return ids.length === others.length && ids.every((id, place) => id === others[place]);
}
