import * as z from 'zod';
import type { StoreReader } from '../../store/store';
import { isFiltered, whereOf } from './conditions';
import { KeysetOrder } from './keysetOrder';
import { ListedOrder } from './listedOrder';
import type { RowOrder } from './rowOrder';
import type { TableShape } from './shape';
import { statement } from './sql';
import type { TableQuery } from './tableQuery';

interface Entry {
  order: RowOrder;
  /** Rises when rows that were there may have moved. */
  number: number;
  isOld: boolean;
  /** When it may be made anew, by the clock. */
  renewAt: number;
}

/** A list of all rows is made anew at most so often that it takes a twentieth of the time: results may come in every second. */
const rest = 20;

/** One for the view in front, and those that the user goes back to. */
const kept = 4;

const counted = z.object({ count: z.number() });

/**
 * The orders that are in use. While the database changes, a listed order stays as it is for a while: its rows show their
 * newest values all the same, only their places and their number lag behind.
 */
export class RowOrders {
  readonly #entries = new Map<string, Entry>();
  #lastNumber = 0;

  constructor(
    private readonly store: StoreReader,
    /** Milliseconds that never go back. */
    private readonly clock: () => number,
  ) {}

  get(shape: TableShape, query: TableQuery): { readonly order: RowOrder; readonly number: number } {
    const key = JSON.stringify([query.subject, query.text, query.status, query.sort?.column, query.sort?.descending]);
    const entry = this.#entries.get(key);
    if (entry && (!entry.isOld || this.clock() < entry.renewAt)) return entry;
    const renewed = this.#make(shape, query, entry);
    this.#entries.delete(key);
    this.#entries.set(key, renewed);
    for (const oldest of [...this.#entries.keys()].slice(0, -kept)) this.#entries.delete(oldest);
    return renewed;
  }

  /** How many rows a table has without any filter. */
  count(shape: TableShape): number {
    const { sql, parameters } = statement((bind) => `SELECT count(*) AS count FROM ${shape.from} AS t ${whereOf(shape, { text: '' }, bind)}`);
    return this.store.query(sql, parameters, counted)[0]?.count ?? 0;
  }

  /** The database has changed. */
  changed(): void {
    for (const entry of this.#entries.values()) entry.isOld = true;
  }

  /** Whether an order that lags behind can be made anew now. */
  get canRenew(): boolean {
    const now = this.clock();
    return [...this.#entries.values()].some(({ isOld, renewAt }) => isOld && renewAt <= now);
  }

  #make(shape: TableShape, query: TableQuery, before: Entry | undefined): Entry {
    if (shape.isKeyed && !query.sort && !isFiltered(query)) {
      const order = new KeysetOrder(this.store, shape, this.count(shape));
      const hasLost = before !== undefined && order.count < before.order.count;
      return { order, number: before && !hasLost ? before.number : ++this.#lastNumber, isOld: false, renewAt: 0 };
    }
    const start = this.clock();
    const order = new ListedOrder(this.store, shape, query);
    const end = this.clock();
    const continues = before?.order instanceof ListedOrder && order.continues(before.order);
    return { order, number: continues ? before.number : ++this.#lastNumber, isOld: false, renewAt: end + (end - start) * rest };
  }
}
