import type { Source, SourceRecord } from '../../source';
import { readHeader, type Header } from '../header';
import { asSourceError, fail } from '../sourceFile';
import { RowSpool } from '../spool/rowSpool';

/** One query on one database. What it throws are `SourceError`s in words, or the signal's reason. */
export interface DatabaseQuery {
  /** The names of its columns. It is understood by the server and not run. */
  columns(signal: AbortSignal): Promise<readonly string[]>;
  /** Runs it: the names of its columns as the first row, then the rows, as values that JSON can hold. */
  read(signal: AbortSignal): AsyncIterable<readonly unknown[]>;
}

/** The rows of a query. It is run once, when its rows are first asked for, and they are kept in a temporary file until the source is closed. */
export class DatabaseSource implements Source {
  #header: Header | undefined;
  #rows: Promise<RowSpool> | undefined;

  constructor(
    readonly name: string,
    private readonly query: DatabaseQuery,
  ) {}

  get notes(): readonly string[] {
    return this.#header?.notes ?? [];
  }

  async columns(signal: AbortSignal): Promise<readonly string[]> {
    return (this.#header ?? this.#readHeader(await this.query.columns(signal))).columns;
  }

  async *rows(signal: AbortSignal): AsyncGenerator<SourceRecord> {
    try {
      const spool = await this.#run(signal);
      let columns: readonly string[] | undefined;
      for await (const values of spool.read()) {
        signal.throwIfAborted();
        if (columns) yield { data: Object.fromEntries(columns.map((column, index) => [column, values[index]])) };
        else columns = this.#readHeader(values).columns;
      }
    } catch (error) {
      throw asSourceError(this.name, signal, error);
    }
  }

  async close(): Promise<void> {
    const rows = this.#rows;
    this.#rows = undefined;
    await rows?.then(
      (spool) => spool.remove(),
      () => undefined,
    );
  }

  async #run(signal: AbortSignal): Promise<RowSpool> {
    this.#rows ??= RowSpool.fill(this.name, this.query.read(signal));
    try {
      return await this.#rows;
    } catch (error) {
      this.#rows = undefined;
      throw error;
    }
  }

  #readHeader(names: readonly unknown[]): Header {
    if (names.length === 0) throw fail(this.name, 'the query gives no columns.');
    this.#header = readHeader(names);
    return this.#header;
  }
}
