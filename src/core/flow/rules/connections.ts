import { nodeTypes, type Connection, type NodeType } from '../model';
import type { RuleId } from '../problem';
import { findCycles } from './cycles';
import { ConnectionIndex, type Graph } from './graph';
import { connectionMessages as messages } from './messages';

/** A broken rule. `connection` is the index of the connection at fault, where there is one. */
export interface ConnectionProblem {
  readonly rule: RuleId;
  readonly message: string;
  readonly node?: string;
  readonly connection?: number;
}

/** The pre-nodes that each type allows (specification, "Node types and characteristics"). */
const allowedPreNodes: Readonly<Record<NodeType, readonly NodeType[]>> = {
  input: [],
  generation: ['input'],
  ensemble: ['input', 'generation', 'ensemble', 'validation'],
  validation: ['input', 'generation', 'ensemble', 'validation'],
  output: ['input', 'generation', 'ensemble', 'validation'],
};

/** The post-nodes that each type allows: a connection needs the consent of both its ends. */
const allowedPostNodes: Readonly<Record<NodeType, readonly NodeType[]>> = {
  input: ['generation', 'ensemble', 'validation', 'output'],
  generation: ['ensemble', 'validation', 'output'],
  ensemble: nodeTypes.filter((type) => type !== 'input'),
  validation: ['validation', 'ensemble', 'output'],
  output: [],
};

export function typesConnect(source: NodeType, target: NodeType): boolean {
  return allowedPreNodes[target].includes(source) && allowedPostNodes[source].includes(target);
}

/** Every connection rule that the graph breaks (specification, "Connection rules"). */
export function checkConnections(graph: Graph): ConnectionProblem[] {
  const index = new ConnectionIndex(graph);
  const at = (connection: number) => graph.connections[connection] ?? { source: '', target: '' };
  return [
    ...checkNodeCounts(graph),
    ...index.dangling.map((connection): ConnectionProblem => {
      const { source, target } = at(connection);
      return { rule: 'connection/unknown-node', node: target, connection, message: messages.unknownNode(source, target) };
    }),
    ...index.duplicates.map((connection): ConnectionProblem => {
      const { source, target } = at(connection);
      return { rule: 'connection/duplicate', node: target, connection, message: messages.duplicate(source, target) };
    }),
    ...index.distinct.flatMap(({ connection, index: at }) =>
      checkEnds(graph, connection).map((problem) => ({ ...problem, connection: at })),
    ),
    ...[...graph.types].flatMap(([id, type]) => checkDegrees(index, id, type)),
    ...findCycles([...graph.types.keys()], (id) => index.post(id)).map((ids): ConnectionProblem => {
      const inside = index.distinct.find(({ connection }) => ids.includes(connection.source) && ids.includes(connection.target));
      return { rule: 'connection/cycle', message: messages.cycle(ids), ...(inside && { connection: inside.index }) };
    }),
  ];
}

/**
 * Why a connection cannot be added to the graph: the rule's sentence, or undefined where it is allowed. Pass the graph's
 * index where many connections are asked about.
 */
export function refuseConnection(graph: Graph, { source, target }: Connection, index = new ConnectionIndex(graph)): string | undefined {
  if (!graph.types.has(source) || !graph.types.has(target)) return messages.unknownNode(source, target);
  if (index.pre(target).has(source)) return `“${source}” is already connected to “${target}”.`;
  const ends = checkEnds(graph, { source, target }).at(0);
  if (ends) return ends.message;
  if (source === target) return messages.cycle([source]);
  const [sourceType, targetType] = [graph.types.get(source), graph.types.get(target)];
  if (index.pre(target).size > 0 && targetType && targetType !== 'ensemble') {
    return `“${target}” already has the pre-node “${[...index.pre(target)].join('”, “')}”: only an ensemble-node can have several.`;
  }
  if (index.post(source).size > 0 && sourceType && sourceType !== 'input') {
    return `“${source}” already has the post-node “${[...index.post(source)].join('”, “')}”: only an input-node can have several.`;
  }
  if (index.reaches(target, source)) return `“${target}” already leads to “${source}”, so this connection would close a cycle.`;
  return undefined;
}

function checkNodeCounts(graph: Graph): ConnectionProblem[] {
  const count = (wanted: NodeType) => [...graph.types.values()].filter((type) => type === wanted).length;
  const problems: ConnectionProblem[] = [];
  if (count('input') === 0) {
    problems.push({ rule: 'flow/no-input-node', message: 'The workflow has no input-node. Add one.' });
  }
  if (count('output') === 0) {
    problems.push({ rule: 'flow/no-output-node', message: 'The workflow has no output-node. Add one.' });
  } else if (count('output') > 1) {
    problems.push({ rule: 'flow/multiple-output-nodes', message: 'The workflow has several output-nodes. Keep one.' });
  }
  return problems;
}

function checkEnds(graph: Graph, { source, target }: Connection): ConnectionProblem[] {
  const [sourceType, targetType] = [graph.types.get(source), graph.types.get(target)];
  const problems: ConnectionProblem[] = [];
  if (targetType === 'input') {
    problems.push({ rule: 'connection/input-has-pre-node', node: target, message: messages.inputHasPreNode(source, target) });
  }
  if (sourceType === 'output') {
    problems.push({ rule: 'connection/output-has-post-node', node: source, message: messages.outputHasPostNode(source, target) });
  }
  if (problems.length === 0 && sourceType && targetType && !typesConnect(sourceType, targetType)) {
    const allowed = nodeTypes.filter((type) => typesConnect(type, targetType));
    const message = messages.typeNotAllowed(sourceType, targetType, allowed);
    problems.push({ rule: 'connection/type-not-allowed', node: target, message });
  }
  return problems;
}

function checkDegrees(index: ConnectionIndex, id: string, type: NodeType | undefined): ConnectionProblem[] {
  if (!type) return [];
  const [pre, post] = [index.pre(id).size, index.post(id).size];
  const problems: ConnectionProblem[] = [];
  if (type !== 'input') {
    if (pre === 0) problems.push({ rule: 'connection/no-pre-node', node: id, message: messages.noPreNode(id) });
    if (pre > 1 && type !== 'ensemble') {
      problems.push({ rule: 'connection/multiple-pre-nodes', node: id, message: messages.multiplePreNodes(id, type) });
    }
  }
  if (type !== 'output') {
    if (post === 0) problems.push({ rule: 'connection/no-post-node', node: id, message: messages.noPostNode(id) });
    if (post > 1 && type !== 'input') {
      problems.push({ rule: 'connection/multiple-post-nodes', node: id, message: messages.multiplePostNodes(id, type) });
    }
  }
  return problems;
}
