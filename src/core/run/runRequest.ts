import {
  isModelNode,
  knowledgeBaseOf,
  modelNodeTypes,
  type Flow,
  type FlowNode,
  type Intensity,
  type ModelNode,
  type ModelNodeType,
  type ModelParameters,
} from '../flow/model';
import { wordsInBraces } from '../flow/placeholders';
import { defaultPrompts } from './defaultPrompts';

/** What applies where neither node nor workflow names a provider or a model. */
export interface ModelDefaults {
  readonly llm_provider: string;
  readonly model_type: string;
}

/**
 * All that a run depends on (specification, "Workflow execution"), taken from the file once: an edit during the run does
 * not reach it.
 */
export interface RunRequest {
  /** In file order. A partial run holds the nodes it needs only. */
  readonly nodes: readonly FlowNode[];
  readonly prompts: Readonly<Record<ModelNodeType, string>>;
  readonly defaults: ModelDefaults;
  /** Of the nodes that name none. */
  readonly knowledge_base?: string;
  readonly intensity: Intensity;
  /** Input values by node id; they replace the content of input-nodes for this run. */
  readonly inputs: ReadonlyMap<string, string>;
  /** Further words that prompts may hold in braces: a table row's columns. */
  readonly columns?: ReadonlyMap<string, string>;
}

export interface RunOptions {
  readonly defaults: ModelDefaults;
  /** Beat what the file says, for every node. */
  readonly override?: Partial<ModelDefaults>;
  readonly inputs?: ReadonlyMap<string, string>;
  /** Run this node and what it depends on, and nothing else. */
  readonly node?: string;
}

export function createRunRequest(flow: Flow, { defaults, override, inputs, node }: RunOptions): RunRequest {
  const nodes = node === undefined ? flow.nodes : ancestors(flow.nodes, node);
  return {
    nodes: override ? nodes.map((each) => overrideModel(each, resolveModel({}, flow, defaults), override)) : nodes,
    prompts: promptsFor(flow),
    defaults: resolveModel({}, flow, defaults),
    ...(flow.knowledge_base !== undefined && { knowledge_base: flow.knowledge_base }),
    intensity: flow.intensity ?? 'medium',
    inputs: inputs ?? new Map(),
  };
}

/**
 * A node's provider and model. A model belongs to the provider it is named beside: a node that names another provider does
 * not take over the workflow's model, but that provider's own default.
 */
export function resolveModel(...levels: readonly Partial<ModelDefaults>[]): ModelDefaults {
  const llm_provider = levels.find((level) => level.llm_provider !== undefined)?.llm_provider ?? 'builtin';
  for (const level of levels) {
    if (level.model_type !== undefined) return { llm_provider, model_type: level.model_type };
    if (level.llm_provider !== undefined) break;
  }
  return { llm_provider, model_type: 'auto' };
}

export function promptsFor(flow: Pick<Flow, 'prompts'>): Record<ModelNodeType, string> {
  const prompts = { ...defaultPrompts };
  for (const type of modelNodeTypes) prompts[type] = flow.prompts[type] ?? prompts[type];
  return prompts;
}

/** The node's prompt, else that of its type. */
export function promptOf(node: ModelNode, { prompts }: Pick<RunRequest, 'prompts'>): string {
  return node.prompt ?? prompts[node.type];
}

export interface Lookup {
  readonly knowledge_base: string;
  readonly top_k: number;
}

/** Where a node looks up its `{context}`; undefined where it has no knowledge base, or its prompt no use for one. */
export function lookupOf(node: ModelNode, request: RunRequest): Lookup | undefined {
  const knowledge_base = knowledgeBaseOf(node, request);
  if (knowledge_base === undefined || !wordsInBraces(promptOf(node, request)).some(({ word }) => word === 'context')) return undefined;
  return { knowledge_base, top_k: topK(node.intensity ?? request.intensity) };
}

/** Those that are set; undefined where none is. */
export function parametersOf({ temperature, max_output_tokens, stop, reasoning_effort }: ModelParameters): ModelParameters | undefined {
  const set = {
    ...(temperature !== undefined && { temperature }),
    ...(max_output_tokens !== undefined && { max_output_tokens }),
    ...(stop && { stop }),
    ...(reasoning_effort !== undefined && { reasoning_effort }),
  };
  return Object.keys(set).length > 0 ? set : undefined;
}

export function topK(intensity: Intensity): number {
  return typeof intensity === 'number' ? intensity : { low: 3, medium: 6, high: 12 }[intensity];
}

function overrideModel(node: FlowNode, defaults: ModelDefaults, override: Partial<ModelDefaults>): FlowNode {
  return isModelNode(node) ? ({ ...node, ...resolveModel(override, node, defaults) } satisfies ModelNode) : node;
}

function ancestors(nodes: readonly FlowNode[], id: string): FlowNode[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const needed = new Set([id]);
  for (const each of needed) for (const pre of byId.get(each)?.from ?? []) needed.add(pre);
  return nodes.filter((node) => needed.has(node.id));
}
