import { isCollection, isMap, type Pair, type YAMLMap } from 'yaml';
import type { TextEdit } from '../problem';
import { insertLines, linesEnd } from './blockItems';
import { EditRefused } from './editRefused';
import { itemStart } from './extents';
import { changeItems, layoutOf } from './items';
import { beforeBreak, column, lineEnd } from './lines';
import { blockItem, flowValue, type NewPair } from './newValue';
import { slotOf, type Slot } from './slot';
import { isNull, type Source } from './source';
import { insert, replace } from './textEdits';

/** A pair and the map that it stands in. */
export interface Holder {
  readonly parent: YAMLMap;
  readonly pair: Pair;
}

export interface PairChange {
  readonly remove?: ReadonlySet<Pair>;
  readonly insert?: readonly NewPair[];
  /** The pair behind which to insert; without one, at the end. */
  readonly after?: Pair | undefined;
}

/** Changes the pairs of a map that has some. */
export function changePairs(source: Source, map: YAMLMap, { remove = new Set(), insert = [], after }: PairChange): TextEdit[] {
  const indices = new Set(map.items.flatMap((pair, index) => (remove.has(pair) ? [index] : [])));
  const anchor = after ? map.items.indexOf(after) : map.items.findLastIndex((pair) => !remove.has(pair));
  return changeItems(source, map, { remove: indices, insert, after: anchor });
}

/** Changes the map that a pair holds: one that is missing is made, one that is emptied becomes `{}`. */
export function changeHeldPairs(source: Source, holder: Holder, change: PairChange): TextEdit[] {
  const map = source.resolve(holder.pair.value);
  if (isMap(map) && map.items.length > 0) {
    const empties = change.remove?.size === map.items.length && !change.insert?.length;
    const edits = changePairs(source, map, change);
    return empties && map.srcToken?.type === 'block-map' ? [...edits, insert(slotOf(holder.pair).gap, ' {}')] : edits;
  }
  if (!change.insert?.length) return [];
  if (isMap(map) && holder.parent.flow) return changeItems(source, map, { insert: change.insert });
  if (isMap(map) || isNull(source, map)) return replaceWithMap(source, holder, change.insert);
  throw new EditRefused(
    'A part of the file that must be a map of keys and values is something else. Correct it in the text editor first.',
  );
}

/** Gives a pair a map in the place of the value that it has, if it has one. A comment behind the key or behind the value stays. */
export function replaceWithMap(source: Source, { parent, pair }: Holder, pairs: readonly NewPair[]): TextEdit[] {
  const slot = slotOf(pair);
  if (parent.flow) {
    const text = flowValue({ map: pairs }, layoutOf(source, parent).style);
    return [replace(slot.start, slot.end, slot.token ? text : slot.lead + text)];
  }
  const start = startOf(pair, slot);
  const style = { indent: column(source.text, start) + source.unit, unit: source.unit, eol: source.eol };
  const lines = pairs.map((added) => blockItem(added, style)).join('');
  return [...removeValue(source.text, pair, slot), insertLines(source, linesEnd(source.text, { start, end: slot.end }), lines)];
}

/** The line break that a block scalar ends with stays. */
function removeValue(text: string, { value }: Pair, { gap, end }: Slot): TextEdit[] {
  const from = isCollection(value) && !value.flow ? lineEnd(text, gap) : gap;
  return [replace(from, Math.max(from, beforeBreak(text, end)), '')];
}

function startOf({ srcToken }: Pair, slot: Slot): number {
  return (srcToken && itemStart(srcToken)) ?? slot.gap;
}
