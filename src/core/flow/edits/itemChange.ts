import type { NewItem } from './newValue';

/** A change of a map's or list's items. Indices are those before the change. */
export interface ItemChange {
  readonly remove: ReadonlySet<number>;
  readonly insert: readonly NewItem[];
  /** The item, itself not removed, behind which to insert; -1 for the start. */
  readonly after: number;
}
