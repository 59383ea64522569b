import type { CST, Pair } from 'yaml';
import { EditRefused, unfollowed } from './editRefused';
import { endOf, isWritten } from './extents';

/** Where the value of a pair stands, or could. */
export interface Slot {
  /** Behind the colon and the value's anchor and tag. */
  readonly gap: number;
  /** The value itself; where there is none, `start` and `end` are `gap`. */
  readonly start: number;
  readonly end: number;
  readonly token: CST.Token | undefined;
  /** What must be written between `gap` and a value put there. */
  readonly lead: string;
}

export function slotOf({ srcToken: item }: Pair): Slot {
  if (!item?.key) throw new EditRefused(unfollowed);
  const last = item.sep?.findLast(({ type }) => type === 'map-value-ind' || type === 'anchor' || type === 'tag');
  const gap = endOf(last ?? item.key);
  const lead = last ? ' ' : ': ';
  if (!isWritten(item.value)) return { gap, start: gap, end: gap, token: undefined, lead };
  return { gap, start: item.value.offset, end: endOf(item.value), token: item.value, lead };
}
