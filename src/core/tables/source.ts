/** One row as a source gives it. Numbers, booleans and null stay what they are; dates are ISO 8601 texts. */
export interface SourceRecord {
  readonly data: Readonly<Record<string, unknown>>;
  /** The 1-based line where the record starts, in sources that have lines. */
  readonly line?: number;
}

/** An open source. `columns` is known before the first row; rows come in a stream, so that a source may be larger than memory. */
export interface Source {
  /** Names it in `source_connection`, messages and view names, such as `reviews.csv`. */
  readonly name: string;
  /** What its reader should know, as sentences, such as columns that had to be renamed. Complete once `columns` has been read. */
  readonly notes: readonly string[];
  /** Whether rows may have columns that `columns` does not name, as in a long file without a header. Known once it has been read. */
  readonly mayHaveMoreColumns?: boolean;
  /** The columns whose values tell a row from the others; absent: its content does. */
  readonly row_key?: readonly string[];
  columns(signal: AbortSignal): Promise<readonly string[]>;
  /** May be read more than once; each time from the beginning. */
  rows(signal: AbortSignal): AsyncIterable<SourceRecord>;
  /** Lets go of what reading it took, such as rows kept in a temporary file. It may be called at any time; afterwards nothing can be read. */
  close?(): Promise<void>;
}

/** A source that cannot be read: which, where (a line, if there is one), why, and what to do. */
export class SourceError extends Error {
  constructor(
    message: string,
    readonly line?: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'SourceError';
  }
}
