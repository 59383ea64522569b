import type { TextEdit } from '../problem';
import { EditRefused } from './editRefused';
import { mapAt, nodeNamed, type FileNodes } from './fileNodes';
import { removePositions } from './layoutEdits';
import { keyName, namesIn, writeNames } from './names';
import { findPair, type Source } from './source';

/** Renames a node where it is defined, in every `from` that mentions it, and in the layout. */
export function planRename(source: Source, nodes: FileNodes, id: string, to: string): TextEdit[] {
  const node = nodeNamed(nodes, id);
  if (to === id) return [];
  if (to.trim() === '' || /[\r\n]/.test(to)) throw new EditRefused('A node needs a name, on one line.');
  if (nodes.has(to)) throw new EditRefused(`There is a node “${to}” already. Choose another name.`);

  const names = [keyName(node.holder, to)];
  for (const { map, from } of nodes.values()) {
    if (map && from) names.push(...namesIn(source, { parent: map, pair: from }, id, to));
  }
  const layout = mapAt(source, 'layout');
  const place = findPair(source, layout, id);
  if (layout && place) names.push(keyName({ parent: layout, pair: place }, to));

  // A position that an earlier node of the new name left behind would clash.
  const stale = place ? removePositions(source, (other) => other === to) : [];
  return [...stale, ...writeNames(source, names)];
}
