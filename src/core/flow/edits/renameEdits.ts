import { isAlias, isNode, isSeq } from 'yaml';
import type { TextEdit } from '../problem';
import { EditRefused, unfollowed } from './editRefused';
import { mapAt, nodeNamed, type FileNodes } from './fileNodes';
import { removePositions } from './layoutEdits';
import type { Holder } from './pairs';
import { inlineText, type Place } from './scalarText';
import { quotingOf } from './setText';
import { findPair, nameOf, type Source } from './source';
import { replace } from './textEdits';

/** Renames a node where it is defined, in every `from` that mentions it, and in the layout. */
export function planRename(source: Source, nodes: FileNodes, id: string, to: string): TextEdit[] {
  const node = nodeNamed(nodes, id);
  if (to === id) return [];
  if (to.trim() === '' || /[\r\n]/.test(to)) throw new EditRefused('A node needs a name, on one line.');
  if (nodes.has(to)) throw new EditRefused(`There is a node “${to}” already. Choose another name.`);

  const names: Name[] = [keyName(node.holder)];
  for (const { map, from } of nodes.values()) {
    const list = source.resolve(from?.value);
    const holder = isSeq(list) ? list : map;
    const items: unknown[] = isSeq(list) ? list.items : [from?.value];
    names.push(
      ...items
        .filter((item) => nameOf(source, item) === id)
        .map((item) => ({ item, place: holder?.flow ? ('flow' as const) : ('block' as const) })),
    );
  }
  const layout = mapAt(source, 'layout');
  const place = findPair(source, layout, id);
  if (layout && place) names.push(keyName({ parent: layout, pair: place }));

  const written = new Set(names.map(({ item }) => item));
  // A position that an earlier node of the new name left behind would clash.
  const stale = place ? removePositions(source, (other) => other === to) : [];
  return [
    ...stale,
    ...[...new Map(names.map((name) => [name.item, name])).values()].flatMap((name) => rewrite(source, name, to, written)),
  ];
}

interface Name {
  readonly item: unknown;
  readonly place: Place;
}

function keyName({ parent, pair }: Holder): Name {
  return { item: pair.key, place: parent.flow ? 'flow-key' : 'block-key' };
}

function rewrite(source: Source, { item, place }: Name, to: string, written: ReadonlySet<unknown>): TextEdit[] {
  if (!isNode(item) || !item.range) throw new EditRefused(unfollowed);
  // An alias of a name that is rewritten itself follows by itself.
  if (isAlias(item) && written.has(source.resolve(item))) return [];
  return [replace(item.range[0], item.range[1], inlineText(to, place, quotingOf(item)))];
}
