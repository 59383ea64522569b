import { builtInProcesses } from '../../core/flow/builtInProcesses';
import { LineIndex } from '../../core/flow/lineIndex';
import { connectionsOf, isModelNode, type Connection, type Flow, type FlowNode } from '../../core/flow/model';
import { nodeAt, type FlowDocument } from '../../core/flow/parse/flowDocument';
import { keepReason } from '../../core/flow/rules/refuseEdit';
import { defaultPrompts } from '../../core/run/defaultPrompts';
import { promptsFor, resolveModel, type ModelDefaults } from '../../core/run/runRequest';
import { builtInPrompts } from '../../core/tables/processes/builtInPrompts';
import type { WorkflowPlace } from '../../core/workspace/findFile';
import type { CanvasKnowledgeBase, CanvasNode, CanvasView } from '../../shared/protocol';
import type { FlowSnapshot } from '../documents/flowDocuments';
import { answerSettings, canvasTable, tablePartAt } from './canvasTable';

export interface ViewOptions {
  /** The file's name, for a workflow that has none. */
  readonly fileName: string;
  readonly place: WorkflowPlace;
  readonly defaults: ModelDefaults;
  /** Undefined until they are known. */
  readonly knowledgeBases?: readonly CanvasKnowledgeBase[] | undefined;
  /** The last flow that could be read: shown while the text is broken. */
  readonly lastGood: FlowDocument | undefined;
  readonly editable: true | string;
  readonly runnable: true | string;
}

/** What the canvas shows of a document: everything it needs, nothing it would have to work out. */
export function canvasView({ document, problems, columns }: FlowSnapshot, options: ViewOptions): CanvasView {
  const { flow } = document.state === 'broken' ? (options.lastGood ?? document) : document;
  const lines = new LineIndex(document.text);
  return {
    state: document.state,
    name: flow.name ?? options.fileName,
    nodes: flow.nodes.map((node) => canvasNode(flow, node)),
    connections: distinctConnections(flow),
    table: canvasTable(flow, columns, options.place, options.defaults),
    problems: problems.map(({ rule, severity, message, node, range }) => ({
      rule,
      severity,
      message,
      node: node ?? nodeAt(document, range.start),
      ...tablePartAt(document, range),
      line: lines.positionAt(range.start).line + 1,
    })),
    builtInProcesses: builtInProcesses.map((name) => ({ name, prompt: builtInPrompts[name] })),
    ...canvasDefaults(flow, options.defaults),
    knowledgeBases: options.knowledgeBases && [...options.knowledgeBases],
    editable: options.editable,
    runnable: options.runnable,
  };
}

function canvasNode(flow: Flow, node: FlowNode): CanvasNode {
  const { id, type } = node;
  const base = { id, type, position: flow.layout.get(id), keep: keepReason(flow, id) };
  if (!isModelNode(node)) return { ...base, content: node.content };
  return { ...base, prompt: node.prompt, ...answerSettings(node) };
}

/** What applies to the nodes, and where it comes from. */
function canvasDefaults(flow: Flow, user: ModelDefaults): Pick<CanvasView, 'defaults' | 'workflow' | 'fallback'> {
  const { prompts, llm_provider, model_type, knowledge_base, intensity } = flow;
  return {
    defaults: { prompts: promptsFor(flow), ...resolveModel(flow, user), knowledge_base, intensity: intensity ?? 'medium' },
    workflow: { prompts, llm_provider, model_type, knowledge_base, intensity },
    fallback: { prompts: defaultPrompts, ...user },
  };
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
