import type { TableArgs, TablePage, TableQuery } from '../../../src/shared/tableProtocol';
import { Store } from '../../ui/store';

export interface LoadedRows extends TablePage {
  /** `empty`: nothing has been read yet. */
  readonly state: 'empty' | 'loaded';
  /** The keys of the columns that `cells` are of. */
  readonly columns: readonly string[];
  /** Why rows could not be read. */
  readonly error?: string | undefined;
}

/** Rows that are read beyond those in view, on either side. */
const overscan = 20;

const nothing: LoadedRows = { state: 'empty', columns: [], total: 0, matching: 0, order: 0, start: 0, rows: [] };

type Load = (args: TableArgs['rows']) => Promise<TablePage>;

/**
 * The rows in view and a few around them: all that the page ever has. One request is under way at a time; while the user
 * scrolls on, only the newest place counts.
 */
export class RowWindow {
  readonly rows = new Store<LoadedRows>(nothing);
  #query: TableQuery | undefined;
  #columns: readonly string[] = [];
  #inView: { readonly first: number; readonly last: number } | undefined;
  /** The places that `rows` were asked for, which may be beyond the end. */
  #loaded = { start: 0, end: 0 };
  #isStale = false;
  #isAsking = false;

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

  /** The first and the last place in view. */
  show(first: number, last: number): void {
    this.#inView = { first, last };
    void this.#ask();
  }

  async #ask(): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    for (let needed = this.#needed(); needed; needed = this.#needed()) {
      this.#isStale = false;
      const { start, end, query } = needed;
      const columns = [...this.#columns];
      try {
        const page = await this.load({ query, columns, start, count: end - start });
        if (query !== this.#query) continue;
        this.#loaded = { start, end };
        this.rows.set({ ...page, state: 'loaded', columns });
      } catch (error) {
        this.rows.set({ ...this.rows.get(), error: error instanceof Error ? error.message : String(error) });
        break;
      }
    }
    this.#isAsking = false;
  }

  #needed() {
    const query = this.#query;
    if (!query || !this.#inView) return undefined;
    const { first, last } = this.#inView;
    const wanted = { start: Math.max(0, first - overscan), end: last + 1 + overscan, query };
    if (this.#isStale) return wanted;
    const { matching } = this.rows.get();
    const isThere = this.#loaded.start <= first && Math.min(last + 1, matching) <= this.#loaded.end;
    return isThere ? undefined : wanted;
  }
}
