import type { FlowEdit, NodeChanges } from '../flowEdit';
import type { Connection } from '../model';
import { settingKeys } from '../parse/readSettings';
import type { TextEdit } from '../problem';
import { checkConnections, removeMentions } from './connectionEdits';
import { placeFor, planFields } from './fields';
import { nodeNamed, type FileNode, type FileNodes } from './fileNodes';
import { freshNodeId } from './freshNodeId';
import { planPositions, removePositions } from './layoutEdits';
import type { NewPair } from './newValue';
import { changeHeldPairs } from './pairs';
import { addRootPairs } from './rootPairs';
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

/** Sets, adds and removes fields of a node. */
export function planUpdate(source: Source, { holder, map }: FileNode, changes: NodeChanges): TextEdit[] {
  const plan = planFields(source, map, fieldOrder, changes);
  const { edits, remove, insert } = plan;
  if (remove.size === 0 && insert.length === 0) return [...edits];
  return [...edits, ...changeHeldPairs(source, holder, { remove, insert, after: placeFor(source, map, placeOrder, plan) })];
}

const fieldOrder = [...settingKeys, 'content', 'prompt'] as const;
const placeOrder = ['type', 'from', ...fieldOrder];

function cutsOf(connections: readonly Connection[]): (source: string, target: string) => boolean {
  const cuts = new Map<string, Set<string>>();
  for (const { source, target } of connections) cuts.set(target, (cuts.get(target) ?? new Set()).add(source));
  return (source, target) => cuts.get(target)?.has(source) === true;
}
