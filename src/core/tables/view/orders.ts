import { setImmediate } from 'node:timers/promises';
import * as z from 'zod';
import type { StoreReader } from '../../store/store';
import { isFiltered, whereOf } from './conditions';
import { KeysetOrder } from './keysetOrder';
import { ListedOrder } from './listedOrder';
import { Listing } from './listing';
import type { RowOrder } from './rowOrder';
import type { TableShape } from './shape';
import { statement } from './sql';
import type { TableQuery } from './tableQuery';

interface Entry {
  order: RowOrder;
  /** Rises when rows that were there may have moved. */
  number: number;
  isOld: boolean;
  /** Whether it was made anew and nobody has asked for it since. */
  isNews: boolean;
  /** When it may be made anew, by the clock. */
  renewAt: number;
}

/** A list of all rows is made anew at most so often that it takes a twentieth of the time: results may come in every second. */
const rest = 20;

/** One for the view in front, and those that the user goes back to. */
const kept = 4;

const counted = z.object({ count: z.number() });

/**
 * The orders that are in use. While the database changes, a listed order stays as it is for a while, and then until it has been made
 * anew: its rows show their newest values all the same, only their places and their number lag behind.
 */
export class RowOrders {
  readonly #entries = new Map<string, Entry>();
  readonly #listings = new Map<string, Listing<Entry>>();
  #lastNumber = 0;

  constructor(
    private readonly store: StoreReader,
    /** Milliseconds that never go back. */
    private readonly clock: () => number,
  ) {}

  /** Rejects when the signal is aborted; the rows are listed no further then, unless somebody else waits for them. */
  async get(shape: TableShape, query: TableQuery, signal?: AbortSignal): Promise<{ readonly order: RowOrder; readonly number: number }> {
    const key = JSON.stringify([query.subject, query.text, query.status, query.sort?.column, query.sort?.descending]);
    const entry = this.#entries.get(key);
    if (entry) entry.isNews = false;
    if (entry && (!entry.isOld || this.clock() < entry.renewAt)) return entry;
    if (shape.isKeyed && !query.sort && !isFiltered(query)) return this.#keep(key, this.#keyset(shape, entry));
    const known = this.#listings.get(key);
    const listing = known && !known.isStopped ? known : this.#list(key, shape, query);
    if (!entry) return listing.wait(signal);
    // What takes but a moment is waited for.
    const shown = await Promise.race([listing.result.catch(() => entry), setImmediate(entry)]);
    shown.isNews = false;
    return shown;
  }

  /** How many rows a table has without any filter. */
  count(shape: TableShape): number {
    const { sql, parameters } = statement((bind) => `SELECT count(*) AS count FROM ${shape.from} AS t ${whereOf(shape, { text: '' }, bind)}`);
    return this.store.query(sql, parameters, counted)[0]?.count ?? 0;
  }

  /** The database has changed. */
  changed(): void {
    for (const entry of this.#entries.values()) entry.isOld = true;
    for (const listing of this.#listings.values()) listing.changed();
  }

  /** Whether an order that lags behind can be made anew now, or has been. */
  get hasNews(): boolean {
    const now = this.clock();
    return [...this.#entries].some(([key, { isOld, isNews, renewAt }]) => isNews || (isOld && renewAt <= now && !this.#listings.has(key)));
  }

  #keyset(shape: TableShape, before: Entry | undefined): Entry {
    const order = new KeysetOrder(this.store, shape, this.count(shape));
    const hasLost = before !== undefined && order.count < before.order.count;
    return { order, number: before && !hasLost ? before.number : ++this.#lastNumber, isOld: false, isNews: false, renewAt: 0 };
  }

  #list(key: string, shape: TableShape, query: TableQuery): Listing<Entry> {
    for (const other of this.#listings.values()) if (!other.isAwaited) other.stop();
    const start = this.clock();
    const listing = new Listing(async (signal, hasChanged) => {
      try {
        const order = await ListedOrder.make(shape, query, { store: this.store, clock: this.clock, signal, hasChanged });
        const before = this.#entries.get(key);
        const continues = before?.order instanceof ListedOrder && order.continues(before.order);
        const end = this.clock();
        const number = continues ? before.number : ++this.#lastNumber;
        return this.#keep(key, { order, number, isOld: hasChanged(), isNews: before !== undefined, renewAt: end + (end - start) * rest });
      } finally {
        if (this.#listings.get(key) === listing) this.#listings.delete(key);
      }
    });
    this.#listings.set(key, listing);
    return listing;
  }

  #keep(key: string, entry: Entry): Entry {
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    for (const oldest of [...this.#entries.keys()].slice(0, -kept)) this.#entries.delete(oldest);
    return entry;
  }
}
