/**
 * The workflow as the file states it (docs/file-format.md). Field names are the file's own, so that a problem, a message
 * and the YAML call one thing by one name.
 */
export const modelNodeTypes = ['generation', 'ensemble', 'validation'] as const;
export const nodeTypes = ['input', ...modelNodeTypes, 'output'] as const;

export type ModelNodeType = (typeof modelNodeTypes)[number];
export type NodeType = (typeof nodeTypes)[number];

interface NodeBase {
  readonly id: string;
  /** Pre-nodes in the order in which their outputs are joined. May name nodes that do not exist, or one twice. */
  readonly from: readonly string[];
}

export interface TextNode extends NodeBase {
  readonly type: 'input' | 'output';
  readonly content: string;
}

/** How a model is to answer; what is left out is the provider's default. */
export interface ModelParameters {
  /** 0 to 2. */
  readonly temperature?: number;
  /** Reasoning counts too where a model reasons. */
  readonly max_output_tokens?: number;
  /** One to four texts, each of which ends the answer before it. */
  readonly stop?: readonly string[];
  /** Such as `low`: what there is to choose from is the model's. */
  readonly reasoning_effort?: string;
}

/** What a node or a process says of its answer; what it leaves out is the workflow's, then the user's default. */
export interface AnswerSettings extends ModelParameters {
  readonly llm_provider?: string;
  readonly model_type?: string;
  /** `false`: none, whatever the workflow says. */
  readonly knowledge_base?: string | false;
  readonly intensity?: Intensity;
}

export interface ModelNode extends NodeBase, AnswerSettings {
  readonly type: ModelNodeType;
  readonly prompt?: string;
}

export type FlowNode = TextNode | ModelNode;

/** `[x, y]` on the canvas, in pixels at zoom 1. */
export type Position = readonly [x: number, y: number];

/** So many passages can be asked for at once. */
export const maxTopK = 50;

/** Search intensity: a name, or top_k itself (1 to `maxTopK`). */
export type Intensity = 'low' | 'medium' | 'high' | number;

/** A process of a table run: a flow applied to a column of every row. */
export interface Process extends AnswerSettings {
  readonly name: string;
  readonly columns: readonly string[];
  readonly prompt?: string;
  /** `self`, or a path to another workflow relative to this file. */
  readonly flow?: string;
}

interface RowIdentity {
  /** The columns whose values tell a row from the others, so that it stays the same row when the rest of it changes. Never empty. */
  readonly row_key?: readonly string[];
}

export interface FileSource extends RowIdentity {
  readonly kind: 'file';
  /** Relative to the workflow; `book.xlsx?sheet=Reviews` names a part of it. */
  readonly path: string;
}

/** Rows from a place that the user's settings, or the environment, know by the connection's name. */
export interface ConnectionSource extends RowIdentity {
  readonly kind: 'connection';
  readonly connection: string;
  /** For databases: one statement that reads. */
  readonly query?: string;
  /** For object stores: an object's key, or a prefix of keys that ends with a slash. */
  readonly key?: string;
}

/** Where a table run's rows come from. */
export type FlowSource = FileSource | ConnectionSource;

const resultsPrefix = 'results.';

/** The process whose result a column of that name stands for; undefined for a column of the source. */
export function earlierProcess(column: string): string | undefined {
  return column.startsWith(resultsPrefix) ? column.slice(resultsPrefix.length) : undefined;
}

/** The column that stands for the results of a process. */
export function resultsOf(process: string): string {
  return resultsPrefix + process;
}

export interface Flow {
  readonly id?: string;
  readonly name?: string;
  readonly llm_provider?: string;
  readonly model_type?: string;
  readonly knowledge_base?: string;
  readonly intensity?: Intensity;
  readonly prompts: Readonly<Partial<Record<ModelNodeType, string>>>;
  /** In file order. */
  readonly nodes: readonly FlowNode[];
  readonly source?: FlowSource;
  readonly processes: readonly Process[];
  /** What one table run may spend, in US dollars. */
  readonly budget?: number;
  readonly layout: ReadonlyMap<string, Position>;
}

/** A connection from a pre-node (`source`) to a post-node (`target`). */
export interface Connection {
  readonly source: string;
  readonly target: string;
}

export const emptyFlow: Flow = { prompts: {}, nodes: [], processes: [], layout: new Map() };

export function isModelNode(node: FlowNode): node is ModelNode {
  return node.type !== 'input' && node.type !== 'output';
}

/** The knowledge base that counts for a node or a process of a workflow. */
export function knowledgeBaseOf(own: Pick<AnswerSettings, 'knowledge_base'>, { knowledge_base }: Pick<Flow, 'knowledge_base'>): string | undefined {
  return own.knowledge_base === false ? undefined : (own.knowledge_base ?? knowledge_base);
}

export function connectionsOf(flow: Pick<Flow, 'nodes'>): Connection[] {
  return flow.nodes.flatMap((node) => node.from.map((source) => ({ source, target: node.id })));
}
