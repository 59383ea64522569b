import { type TableArgs, type TablePage, type TableQuery, mostColumns } from '../../../src/shared/tableProtocol';
import { Store } from '../../ui/store';

export interface LoadedRows extends TablePage {
  /** `empty`: nothing has been read yet. */
  readonly state: 'empty' | 'loaded';
  /** The keys of the columns that `cells` are of. */
  readonly columns: readonly string[];
  /** Why rows could not be read. */
  readonly error?: string | undefined;
}

/** Rows and columns that are read beyond those in view, on either side. */
const overscan = 20;

/** Columns of so wide a window that one call could not give more. */
const mostInView = mostColumns - 2 * overscan;

/** Rows or columns in view, from the first to the last. */
interface Span {
  readonly first: number;
  readonly last: number;
}

/** From `start` to before `end`. */
interface Range {
  readonly start: number;
  readonly end: number;
}

const nothing: LoadedRows = { state: 'empty', columns: [], total: 0, matching: 0, order: 0, start: 0, rows: [] };

type Load = (args: TableArgs['rows']) => Promise<TablePage>;

/**
 * The cells in view and a few around them: all that the page ever has. One request of a query is under way at a time; while the user
 * scrolls on, only the newest place counts. Another query does not wait for the one before it, which may take a while.
 */
export class RowWindow {
  readonly rows = new Store<LoadedRows>(nothing);
  #query: TableQuery | undefined;
  /** All that can come into view. */
  #columns: readonly string[] = [];
  #inView: { readonly rows: Span; readonly columns: Span } | undefined;
  /** The places that were asked for, which may be beyond the end. */
  #loaded: { readonly rows: Range; readonly columns: Range } = { rows: { start: 0, end: 0 }, columns: { start: 0, end: 0 } };
  #isStale = false;
  /** The query that a request is under way for. */
  #asking: { readonly query: TableQuery } | undefined;

  constructor(private readonly load: Load) {}

  /** Another table, filter, order or choice of columns. What is shown stays until its rows are there, but for another table. */
  open(query: TableQuery, columns: readonly string[]): void {
    if (this.#query?.subject !== query.subject) this.rows.set(nothing);
    this.#query = query;
    this.#columns = columns;
    this.refresh();
  }

  /** The rows may have changed. */
  refresh(): void {
    this.#isStale = true;
    void this.#ask();
  }

  show(rows: Span, columns: Span): void {
    this.#inView = { rows, columns: { first: columns.first, last: Math.min(columns.last, columns.first + mostInView - 1) } };
    void this.#ask();
  }

  async #ask(): Promise<void> {
    const query = this.#query;
    if (!query || this.#asking?.query === query) return;
    const asking = { query };
    this.#asking = asking;
    for (let needed = this.#needed(); needed; needed = this.#needed()) {
      this.#isStale = false;
      const { rows, columns: places } = needed;
      const columns = this.#columns.slice(places.start, places.end);
      try {
        const page = await this.load({ query, columns, start: rows.start, count: rows.end - rows.start });
        if (asking !== this.#asking) return;
        this.#loaded = { rows, columns: places };
        this.rows.set({ ...page, state: 'loaded', columns });
      } catch (error) {
        if (asking !== this.#asking) return;
        this.rows.set({ ...this.rows.get(), error: error instanceof Error ? error.message : String(error) });
        break;
      }
    }
    this.#asking = undefined;
  }

  #needed() {
    if (!this.#inView) return undefined;
    const { rows, columns } = this.#inView;
    const wanted = { rows: around(rows), columns: around(columns) };
    if (this.#isStale) return wanted;
    const isThere = holds(this.#loaded.rows, rows, this.rows.get().matching) && holds(this.#loaded.columns, columns, this.#columns.length);
    return isThere ? undefined : wanted;
  }
}

function around({ first, last }: Span): Range {
  return { start: Math.max(0, first - overscan), end: last + 1 + overscan };
}

/** `count`: how many there are in all. */
function holds({ start, end }: Range, { first, last }: Span, count: number): boolean {
  return start <= first && Math.min(last + 1, count) <= end;
}
