import { LineIndex } from '../../core/flow/lineIndex';
import { connectionsOf, isModelNode, type Connection, type Flow, type FlowNode } from '../../core/flow/model';
import { nodeAt, type FlowDocument } from '../../core/flow/parse/flowDocument';
import { keepReason } from '../../core/flow/rules/refuseEdit';
import { promptsFor, resolveModel, type ModelDefaults } from '../../core/run/runRequest';
import type { WorkflowPlace } from '../../core/workspace/findFile';
import type { CanvasNode, CanvasView } from '../../shared/protocol';
import type { FlowSnapshot } from '../documents/flowDocuments';
import { canvasTable, tablePartAt } from './canvasTable';

export interface ViewOptions {
  /** The file's name, for a workflow that has none. */
  readonly fileName: string;
  readonly place: WorkflowPlace;
  readonly defaults: ModelDefaults;
  /** The last flow that could be read: shown while the text is broken. */
  readonly lastGood: FlowDocument | undefined;
  readonly editable: true | string;
  readonly runnable: true | string;
}

/** What the canvas shows of a document: everything it needs, nothing it would have to work out. */
export function canvasView({ document, problems }: FlowSnapshot, options: ViewOptions): CanvasView {
  const { flow } = document.state === 'broken' ? (options.lastGood ?? document) : document;
  const lines = new LineIndex(document.text);
  return {
    state: document.state,
    name: flow.name ?? options.fileName,
    nodes: flow.nodes.map((node) => canvasNode(flow, node)),
    connections: distinctConnections(flow),
    table: canvasTable(flow, options.place, options.defaults),
    problems: problems.map(({ rule, severity, message, node, range }) => ({
      rule,
      severity,
      message,
      node: node ?? nodeAt(document, range.start),
      ...tablePartAt(document, range),
      line: lines.positionAt(range.start).line + 1,
    })),
    defaults: { prompts: promptsFor(flow), ...resolveModel(flow, options.defaults) },
    editable: options.editable,
    runnable: options.runnable,
  };
}

function canvasNode(flow: Flow, node: FlowNode): CanvasNode {
  const { id, type } = node;
  const base = { id, type, position: flow.layout.get(id), keep: keepReason(flow, id) };
  if (!isModelNode(node)) return { ...base, content: node.content };
  const { prompt, llm_provider, model_type } = node;
  return { ...base, prompt, llm_provider, model_type };
}

/** Connections that can be drawn: between nodes that exist, each once. The problems tell of the others. */
function distinctConnections(flow: Flow): Connection[] {
  const ids = new Set(flow.nodes.map((node) => node.id));
  const drawn = new Map<string, Connection>();
  for (const connection of connectionsOf(flow)) {
    const { source, target } = connection;
    if (ids.has(source)) drawn.set(JSON.stringify([source, target]), connection);
  }
  return [...drawn.values()];
}
