import type { FlowEdit, WorkflowChanges } from '../flowEdit';
import type { Connection, Position } from '../model';
import { freshNodeId } from './freshNodeId';
import { plainName, type Plain, type PlainMap } from './plain';
import { mapAt, renameKey, update } from './plainChanges';
import { applyTableEdit, isTableEdit } from './tableMeaning';

/** What an edit means, told on plain data: a planned text edit must come to the same. Changes the flow in place. */
export function applyMeaning(flow: PlainMap, edit: FlowEdit): void {
  if (edit.kind === 'update-workflow') return updateWorkflow(flow, edit.changes);
  if (isTableEdit(edit)) return applyTableEdit(flow, edit);
  const nodes = mapAt(flow, 'nodes');
  switch (edit.kind) {
    case 'add-node': {
      const id = freshNodeId(nodes.keys(), edit.type);
      const node: PlainMap = new Map([['type', edit.type]]);
      if (edit.from !== undefined) node.set('from', edit.from);
      if (edit.type === 'input') node.set('content', '');
      nodes.set(id, node);
      setPosition(flow, id, edit.position);
      return;
    }
    case 'delete':
      return remove(flow, nodes, new Set(edit.nodes), edit.connections);
    case 'connect':
      return connect(nodes, edit);
    case 'reconnect':
      return reconnect(nodes, edit.old, edit.new);
    case 'move':
      return Object.entries(edit.positions).forEach(([id, position]) => setPosition(flow, id, position));
    case 'rename':
      return rename(flow, nodes, edit.node, edit.to);
    case 'update-node':
      return update(mapAt(nodes, edit.node), { ...edit.changes });
  }
}

function remove(flow: PlainMap, nodes: PlainMap, ids: ReadonlySet<string>, connections: readonly Connection[]): void {
  for (const id of ids) nodes.delete(id);
  for (const [id, node] of nodes) {
    const cut = connections.filter(({ target }) => target === id).map(({ source }) => source);
    disconnect(node, (name) => ids.has(name) || cut.includes(name));
  }
  const layout = flow.get('layout');
  if (!(layout instanceof Map)) return;
  const forgotten = [...ids].filter((id) => layout.delete(id));
  if (layout.size === 0 && forgotten.length > 0) flow.delete('layout');
}

function connect(nodes: PlainMap, { source, target }: Connection): void {
  const node = mapAt(nodes, target);
  const from = node.get('from') ?? null;
  if (names(from).includes(source)) return;
  node.set('from', from === null ? source : Array.isArray(from) ? [...from, source] : [from, source]);
}

function disconnect(node: Plain, isDoomed: (name: string) => boolean): void {
  if (!(node instanceof Map)) return;
  const from = node.get('from') ?? null;
  const all = Array.isArray(from) ? from : [from];
  const kept = all.filter((item) => !isDoomed(plainName(item) ?? '\0'));
  if (kept.length === all.length) return;
  if (kept.length === 0) node.delete('from');
  else node.set('from', kept);
}

function reconnect(nodes: PlainMap, old: Connection, next: Connection): void {
  const node = mapAt(nodes, old.target);
  const from = node.get('from') ?? null;
  const isOld = (item: Plain) => plainName(item) === old.source;
  if (old.target !== next.target || names(from).includes(next.source)) {
    disconnect(node, (name) => name === old.source);
    connect(nodes, next);
  } else if (Array.isArray(from)) {
    const first = from.findIndex(isOld);
    node.set(
      'from',
      from.flatMap((item, index) => (isOld(item) ? (index === first ? [next.source] : []) : [item])),
    );
  } else node.set('from', next.source);
}

function rename(flow: PlainMap, nodes: PlainMap, id: string, to: string): void {
  renameKey(nodes, id, to);
  const layout = flow.get('layout');
  if (layout instanceof Map && layout.has(id)) renameKey(layout, id, to);
  const renamed = (item: Plain): Plain => (plainName(item) === id ? to : item);
  for (const node of nodes.values()) {
    const from = node instanceof Map ? node.get('from') : undefined;
    if (node instanceof Map && from !== undefined) node.set('from', Array.isArray(from) ? from.map(renamed) : renamed(from));
  }
}

function updateWorkflow(flow: PlainMap, { prompts, ...settings }: WorkflowChanges): void {
  update(flow, settings);
  if (!prompts || Object.values(prompts).every((prompt) => prompt === undefined)) return;
  const before = flow.get('prompts');
  const held: PlainMap = new Map(before instanceof Map ? before : []);
  update(held, prompts);
  const size = before instanceof Map ? before.size : 0;
  if (held.size > 0) flow.set('prompts', held);
  else if (size > 0) flow.delete('prompts');
}

function setPosition(flow: PlainMap, id: string, position: Position): void {
  mapAt(flow, 'layout').set(
    id,
    position.map((pixels) => ({ source: String(Math.round(pixels)) })),
  );
}

function names(from: Plain): (string | undefined)[] {
  return (Array.isArray(from) ? from : [from]).map(plainName);
}
