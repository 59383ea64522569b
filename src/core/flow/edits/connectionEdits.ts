import { isNode, isScalar, isSeq, type Pair, type YAMLMap } from 'yaml';
import type { Connection } from '../model';
import type { TextEdit } from '../problem';
import { EditRefused, unfollowed } from './editRefused';
import { mentions, nodeNamed, type FileNode, type FileNodes } from './fileNodes';
import { changeItems, layoutOf } from './items';
import { plainFlow } from './newValue';
import { changeHeldPairs } from './pairs';
import { doubleQuoted, inlineText } from './scalarText';
import { quotingOf, setInline, setText } from './setText';
import { slotOf } from './slot';
import { findPair, isNull, nameOf, type Source } from './source';
import { insert, replace } from './textEdits';

/** Adds a pre-node at the end of the post-node's `from`. Nothing changes where they are connected already. */
export function planConnect(source: Source, nodes: FileNodes, { source: from, target }: Connection): TextEdit[] {
  nodeNamed(nodes, from);
  const node = nodeNamed(nodes, target);
  return isConnected(source, node, from) ? [] : addMention(source, node, from);
}

export function planReconnect(source: Source, nodes: FileNodes, old: Connection, next: Connection): TextEdit[] {
  const node = nodeNamed(nodes, old.target);
  if (!isConnected(source, node, old.source)) throw noConnection(old);
  if (old.source === next.source && old.target === next.target) return [];
  const remove = () => removeMentions(source, node, (name) => name === old.source);
  if (old.target !== next.target) return [...remove(), ...planConnect(source, nodes, next)];
  nodeNamed(nodes, next.source);
  return isConnected(source, node, next.source) ? remove() : replaceMention(source, node, old.source, next.source);
}

/** Throws for a connection that is not, or no longer, in the file. */
export function checkConnections(source: Source, nodes: FileNodes, connections: readonly Connection[]): void {
  for (const connection of connections) {
    if (!isConnected(source, nodeNamed(nodes, connection.target), connection.source)) throw noConnection(connection);
  }
}

/** Removes every mention that is doomed; a `from` that would be empty goes whole. */
export function removeMentions(source: Source, node: FileNode, isDoomed: (name: string | undefined) => boolean): TextEdit[] {
  const { map, from } = node;
  if (!map || !from) return [];
  const all = mentions(source, node);
  const doomed = all.flatMap((item, index) => (isDoomed(nameOf(source, item)) ? [index] : []));
  if (doomed.length === 0) return [];
  const list = source.resolve(from.value);
  if (isSeq(list) && doomed.length < all.length) return changeItems(source, list, { remove: new Set(doomed) });
  return changeHeldPairs(source, node.holder, { remove: new Set([from]) });
}

function addMention(source: Source, { id, holder, map, from }: FileNode, name: string): TextEdit[] {
  if (!map || !from) {
    return changeHeldPairs(source, holder, { insert: [{ key: 'from', value: name }], after: findPair(source, map, 'type') });
  }
  const value = source.resolve(from.value);
  if (isSeq(value)) return changeItems(source, value, { insert: [name] });
  if (isNull(source, value)) return setText(source, map, from, name);
  if (!isScalar(value)) {
    throw new EditRefused(`\`from\` of node “${id}” is neither a name nor a list of names. Correct it in the text editor first.`);
  }
  return makeList(source, map, from, name);
}

/** `a` becomes `[a, name]`. */
function makeList(source: Source, map: YAMLMap, from: Pair, name: string): TextEdit[] {
  const slot = slotOf(from);
  const style = map.flow ? layoutOf(source, map).style : plainFlow;
  const added = style.json ? doubleQuoted(name) : inlineText(name, 'flow', quotingOf(from.value));
  const old = inlineText(nameOf(source, from.value) ?? '', 'flow');
  const needsQuotes =
    isScalar(from.value) && typeof from.value.value === 'string' && from.value.type === 'PLAIN' && old.startsWith('"');
  if (slot.token?.type === 'block-scalar' || needsQuotes) return setInline(slot, from.value, `[${old}, ${added}]`);
  return [insert(slot.start, '['), insert(slot.end, `,${style.space}${added}]`)];
}

/** Where the post-node names it twice, once remains. */
function replaceMention(source: Source, node: FileNode, old: string, name: string): TextEdit[] {
  const list = source.resolve(node.from?.value);
  if (!isSeq(list)) return node.map && node.from ? setText(source, node.map, node.from, name) : [];
  const [first, ...others] = list.items.flatMap((item, index) => (nameOf(source, item) === old ? [index] : []));
  const item = first === undefined ? undefined : list.items[first];
  if (!isNode(item) || !item.range) throw new EditRefused(unfollowed);
  const text = inlineText(name, list.flow ? 'flow' : 'block', quotingOf(item));
  return [replace(item.range[0], item.range[1], text), ...changeItems(source, list, { remove: new Set(others) })];
}

function isConnected(source: Source, node: FileNode, name: string): boolean {
  return mentions(source, node).some((item) => nameOf(source, item) === name);
}

function noConnection({ source, target }: Connection): EditRefused {
  return new EditRefused(`The file has no connection from “${source}” to “${target}”. It may have been changed meanwhile.`);
}
