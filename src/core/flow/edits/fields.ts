import { isDeepStrictEqual } from 'node:util';
import { isCollection, isNode, isSeq, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';
import type { TextEdit } from '../problem';
import { EditRefused, unfollowed } from './editRefused';
import { changeItems, layoutOf } from './items';
import { lineEnd } from './lines';
import { flowValue, plainFlow, type NewPair, type NewValue } from './newValue';
import { plainValue, type Plain } from './plain';
import { inlineText } from './scalarText';
import { quotingOf, setInline, setText } from './setText';
import { slotOf } from './slot';
import { findPair, nameOf, type Source } from './source';
import { insert, replace } from './textEdits';

/** What a change may say of a field: `null` removes it, undefined says nothing. */
export type FieldChange = string | number | false | readonly string[] | null | undefined;

/** How the fields of one map come to say something else: values written over, and pairs that go or come. */
export interface FieldPlan {
  readonly edits: readonly TextEdit[];
  readonly remove: ReadonlySet<Pair>;
  readonly insert: readonly NewPair[];
}

/** Plans the fields of `order`, in that order. YAML has one line break, whatever the file's own: texts are taken with `\n`. */
export function planFields<Key extends string>(
  source: Source,
  map: YAMLMap | null,
  order: readonly Key[],
  changes: Readonly<Partial<Record<Key, FieldChange>>>,
): FieldPlan {
  const edits: TextEdit[] = [];
  const remove = new Set<Pair>();
  const insert: NewPair[] = [];
  for (const key of order) {
    const change: FieldChange = changes[key];
    if (change === undefined) continue;
    const pair = findPair(source, map, key);
    if (change === null) {
      if (pair) remove.add(pair);
      continue;
    }
    const value = newValue(change);
    if (!map || !pair) insert.push({ key, value });
    else if (!isDeepStrictEqual(plainValue(source, pair.value), plainOf(value))) edits.push(...setValue(source, map, pair, value));
  }
  return { edits, remove, insert };
}

/** The last pair of the map that stands before the first of the new ones by the usual order, and stays. */
export function placeFor(source: Source, map: YAMLMap | null, order: readonly string[], { remove, insert }: FieldPlan): Pair | undefined {
  const place = order.findIndex((key) => key === insert[0]?.key);
  const earlier = order.slice(0, Math.max(0, place));
  return earlier.flatMap((key) => findPair(source, map, key) ?? []).filter((pair) => !remove.has(pair)).at(-1);
}

type FieldValue = string | { readonly literal: string } | { readonly list: readonly string[] };

function newValue(change: Exclude<FieldChange, null | undefined>): FieldValue {
  if (typeof change === 'string') return change.replaceAll('\r\n', '\n');
  if (typeof change === 'object') return { list: change.map((item) => item.replaceAll('\r\n', '\n')) };
  return { literal: String(change) };
}

function plainOf(value: FieldValue): Plain {
  if (typeof value === 'string') return value;
  return 'list' in value ? [...value.list] : { source: value.literal };
}

function setValue(source: Source, map: YAMLMap, pair: Pair, value: FieldValue): TextEdit[] {
  const old = pair.value;
  const list = typeof value === 'object' && 'list' in value ? value.list : undefined;
  if (list && list.length > 0 && isSeq(old) && old.items.length > 0) return setItems(source, old, list);
  if (isCollection(old) && !old.flow && !map.flow) return setInPlaceOfLines(source, pair, value);
  return typeof value === 'string' ? setText(source, map, pair, value) : setWhole(source, map, pair, value);
}

/** A comment behind the key stays there. */
function setInPlaceOfLines({ text }: Source, pair: Pair, value: FieldValue): TextEdit[] {
  const { gap, end, lead } = slotOf(pair);
  const written = typeof value === 'string' ? inlineText(value, 'block') : flowValue(value, plainFlow);
  return [insert(gap, lead + written), replace(lineEnd(text, gap), end, '')];
}

function setWhole(source: Source, map: YAMLMap, pair: Pair, value: NewValue): TextEdit[] {
  const slot = slotOf(pair);
  if (!map.flow) return setInline(slot, pair.value, flowValue(value, plainFlow));
  const text = flowValue(value, layoutOf(source, map).style);
  return [replace(slot.start, slot.end, slot.token ? text : slot.lead + text)];
}

/** Items that stay in their places stay as they are written. */
function setItems(source: Source, list: YAMLSeq, texts: readonly string[]): TextEdit[] {
  const json = list.flow === true && layoutOf(source, list).style.json;
  const edits = list.items.slice(0, texts.length).flatMap((item, index) => {
    const text = texts[index] ?? '';
    if (nameOf(source, item) === text && plainValue(source, item) === text) return [];
    if (!isNode(item) || !item.range) throw new EditRefused(unfollowed);
    const written = inlineText(text, list.flow ? 'flow' : 'block', json ? 'double' : quotingOf(item));
    return [replace(item.range[0], item.range[1], written)];
  });
  const remove = new Set([...list.items.keys()].filter((index) => index >= texts.length));
  const insert = texts.slice(list.items.length);
  return remove.size === 0 && insert.length === 0 ? edits : [...edits, ...changeItems(source, list, { remove, insert, after: Math.min(list.items.length, texts.length) - 1 })];
}
