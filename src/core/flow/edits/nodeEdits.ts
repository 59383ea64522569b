import { isScalar, type Pair } from 'yaml';
import type { FlowEdit, NodeChanges } from '../flowEdit';
import type { Connection } from '../model';
import type { TextEdit } from '../problem';
import { checkConnections, removeMentions } from './connectionEdits';
import { nodeNamed, type FileNode, type FileNodes } from './fileNodes';
import { freshNodeId } from './freshNodeId';
import { planPositions, removePositions } from './layoutEdits';
import type { NewPair } from './newValue';
import { changeHeldPairs } from './pairs';
import { addRootPairs } from './rootPairs';
import { setText } from './setText';
import { findPair, type Source } from './source';

export function planAddNode(source: Source, nodes: FileNodes, edit: Extract<FlowEdit, { kind: 'add-node' }>): TextEdit[] {
  const id = freshNodeId(nodes.keys(), edit.type);
  if (edit.from !== undefined) nodeNamed(nodes, edit.from);
  const fields = [
    { key: 'type', value: edit.type },
    ...(edit.from === undefined ? [] : [{ key: 'from', value: edit.from }]),
    ...(edit.type === 'input' ? [{ key: 'content', value: '' }] : []),
  ];
  const node: NewPair = { key: id, value: { map: fields } };
  const layout = planPositions(source, { [id]: edit.position });
  const pair = findPair(source, source.root, 'nodes');
  if (!pair || !source.root) {
    return [...layout.edits, ...addRootPairs(source, [{ key: 'nodes', value: { map: [node] } }, ...layout.root])];
  }
  return [
    ...changeHeldPairs(source, { parent: source.root, pair }, { insert: [node] }),
    ...layout.edits,
    ...addRootPairs(source, layout.root),
  ];
}

export function planDelete(
  source: Source,
  nodes: FileNodes,
  ids: readonly string[],
  connections: readonly Connection[],
): TextEdit[] {
  checkConnections(source, nodes, connections);
  const doomed = new Set(ids.map((id) => nodeNamed(nodes, id).id));
  const isCut = cutsOf(connections);
  const edits = removePositions(source, (id) => id !== undefined && doomed.has(id));
  for (const node of nodes.values()) {
    if (doomed.has(node.id)) continue;
    edits.push(...removeMentions(source, node, (name) => name !== undefined && (doomed.has(name) || isCut(name, node.id))));
  }
  const pair = findPair(source, source.root, 'nodes');
  if (!pair || !source.root || doomed.size === 0) return edits;
  const remove = new Set([...doomed].map((id) => nodeNamed(nodes, id).holder.pair));
  return [...edits, ...changeHeldPairs(source, { parent: source.root, pair }, { remove })];
}

/** Sets, adds and removes fields of a node. YAML has one line break, whatever the file's own: texts are taken with `\n`. */
export function planUpdate(source: Source, node: FileNode, changes: NodeChanges): TextEdit[] {
  const edits: TextEdit[] = [];
  const remove = new Set<Pair>();
  const added: NewPair[] = [];
  for (const key of fieldOrder) {
    const value = key === 'type' || key === 'from' ? undefined : changes[key];
    if (value === undefined) continue;
    const pair = findPair(source, node.map, key);
    const text = value?.replaceAll('\r\n', '\n');
    if (text === undefined) {
      if (pair) remove.add(pair);
    } else if (!pair) {
      added.push({ key, value: text });
    } else if (node.map && !holdsText(source, pair, text)) {
      edits.push(...setText(source, node.map, pair, text));
    }
  }
  return [...edits, ...changeFields(source, node, remove, added)];
}

const fieldOrder = ['type', 'from', 'llm_provider', 'model_type', 'content', 'prompt'] as const;

function changeFields(
  source: Source,
  { holder, map }: FileNode,
  remove: ReadonlySet<Pair>,
  insert: readonly NewPair[],
): TextEdit[] {
  if (remove.size === 0 && insert.length === 0) return [];
  const place = fieldOrder.findIndex((key) => key === insert[0]?.key);
  const earlier = fieldOrder.slice(0, Math.max(0, place));
  const before = earlier.flatMap((key) => findPair(source, map, key) ?? []).filter((pair) => !remove.has(pair));
  return changeHeldPairs(source, holder, { remove, insert, after: before.at(-1) });
}

function holdsText(source: Source, pair: Pair, value: string): boolean {
  const old = source.resolve(pair.value);
  return isScalar(old) && old.value === value;
}

function cutsOf(connections: readonly Connection[]): (source: string, target: string) => boolean {
  const cuts = new Map<string, Set<string>>();
  for (const { source, target } of connections) cuts.set(target, (cuts.get(target) ?? new Set()).add(source));
  return (source, target) => cuts.get(target)?.has(source) === true;
}
