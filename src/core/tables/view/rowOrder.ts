/** The rows of a query in their order, by `rowid`. It stands for the database as it was when it was made. */
export interface RowOrder {
  readonly count: number;
  /** The `rowid`s of the rows from place `start` (from 0) on, at most `count` of them. */
  ids(start: number, count: number): readonly number[];
}
