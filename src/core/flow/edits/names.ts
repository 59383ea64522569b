import { isAlias, isNode, isSeq } from 'yaml';
import type { TextEdit } from '../problem';
import { EditRefused, unfollowed } from './editRefused';
import type { Holder } from './pairs';
import { inlineText, type Place } from './scalarText';
import { quotingOf } from './setText';
import { nameOf, type Source } from './source';
import { replace } from './textEdits';

/** A name where it stands in the file, and what it is to be. */
export interface NameChange {
  readonly item: unknown;
  readonly place: Place;
  readonly to: string;
}

export function keyName({ parent, pair }: Holder, to: string): NameChange {
  return { item: pair.key, place: parent.flow ? 'flow-key' : 'block-key', to };
}

/** Where a pair whose value is a name, or a list of them, says `name`. */
export function namesIn(source: Source, { parent, pair }: Holder, name: string, to: string): NameChange[] {
  const list = source.resolve(pair.value);
  const items: unknown[] = isSeq(list) ? list.items : [pair.value];
  const isFlow = isSeq(list) ? list.flow : parent.flow;
  return items.filter((item) => nameOf(source, item) === name).map((item) => ({ item, place: isFlow ? 'flow' : 'block', to }));
}

/** Writes each of the names once, in the quotes that it has. */
export function writeNames(source: Source, names: readonly NameChange[]): TextEdit[] {
  const written = new Map(names.map((name) => [name.item, name]));
  return [...written.values()].flatMap(({ item, place, to }) => {
    if (!isNode(item) || !item.range) throw new EditRefused(unfollowed);
    // An alias of a name that is rewritten itself follows by itself.
    if (isAlias(item) && written.has(source.resolve(item))) return [];
    return [replace(item.range[0], item.range[1], inlineText(to, place, quotingOf(item)))];
  });
}
