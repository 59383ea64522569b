import type { FlowEdit } from '../flowEdit';
import type { Connection, Flow, NodeType } from '../model';
import type { FlowDocument } from '../parse/flowDocument';
import { graphOf } from './checkFlow';
import { refuseConnection } from './connections';
import { ConnectionIndex, type Graph } from './graph';
import { refuseProcessEdit } from './refuseProcessEdit';

/** Why the rules forbid a change, as a sentence; undefined where they allow it. An edit may leave a flow incomplete, not wrong. */
export function refuseEdit(document: FlowDocument, edit: FlowEdit): string | undefined {
  const graph = graphOf(document);
  switch (edit.kind) {
    case 'add-node':
      return refuseNode(graph, edit.type, edit.from);
    case 'delete':
      return refuseDeletion(document.flow, edit.nodes);
    case 'connect':
      return refuseConnection(graph, edit);
    case 'reconnect':
      return refuseConnection(without(graph, edit.old), edit.new);
    case 'rename':
      if (edit.to.trim() === '') return 'A node needs a name.';
      return edit.to !== edit.node && graph.types.has(edit.to) ? `There is already a node “${edit.to}”.` : undefined;
    case 'move':
    case 'update-node':
    case 'update-workflow':
    case 'set-source':
      return undefined;
    default:
      return refuseProcessEdit(document.flow, edit)?.message;
  }
}

/** Why a node cannot be deleted: the last input-node and the output-node stay (specification, "Node types"). */
export function keepReason(flow: Flow, id: string): string | undefined {
  return refuseDeletion(flow, [id]);
}

/**
 * For each node that cannot become the post-node (`post`) or the pre-node (`pre`) of `node`, the rule's sentence. `replacing`
 * is the connection that the new one would take the place of.
 */
export function connectionRefusals(
  document: FlowDocument,
  node: string,
  direction: 'pre' | 'post',
  replacing?: Connection,
): Record<string, string> {
  const graph = replacing ? without(graphOf(document), replacing) : graphOf(document);
  const index = new ConnectionIndex(graph);
  const refusals: Record<string, string> = {};
  for (const other of graph.types.keys()) {
    const connection = direction === 'post' ? { source: node, target: other } : { source: other, target: node };
    const refusal = refuseConnection(graph, connection, index);
    if (refusal !== undefined) refusals[other] = refusal;
  }
  return refusals;
}

/** Stands for a node that has no name yet; the sentences show it. */
const newNode = 'the new node';

function refuseNode(graph: Graph, type: NodeType, from: string | undefined): string | undefined {
  if (type === 'output' && [...graph.types.values()].includes('output')) {
    return 'The workflow has its output-node already, and only one can exist.';
  }
  if (from === undefined) return undefined;
  return refuseConnection({ ...graph, types: new Map([...graph.types, [newNode, type]]) }, { source: from, target: newNode });
}

function refuseDeletion(flow: Flow, ids: readonly string[]): string | undefined {
  const rest = flow.nodes.filter((node) => !ids.includes(node.id));
  const loses = (type: NodeType) => flow.nodes.some((node) => node.type === type) && !rest.some((node) => node.type === type);
  if (loses('input')) return 'The last input-node cannot be deleted: a workflow needs at least one.';
  if (loses('output')) return 'The output-node cannot be deleted: a workflow needs exactly one.';
  return undefined;
}

function without(graph: Graph, { source, target }: Connection): Graph {
  return { ...graph, connections: graph.connections.filter((each) => each.source !== source || each.target !== target) };
}
