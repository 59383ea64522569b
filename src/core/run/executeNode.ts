import { isModelNode, type FlowNode, type ModelNode, type TextNode } from '../flow/model';
import { renderPrompt } from '../flow/placeholders';
import type { ModelErrorKind } from '../models/modelError';
import type { ModelRequest } from '../models/provider';
import type { Prices } from '../models/prices';
import { outputFormat } from './defaultPrompts';
import type { Passage, Retrieval, Spent, Usage } from './events';
import { findContext } from './findContext';
import { parseResult, ResultParser } from './resultParser';
import { parametersOf, promptOf, resolveModel, type RunRequest } from './runRequest';

/** One piece of an answer on its way, retries included. The last is always `finish`. */
export type AnswerPart =
  | { readonly type: 'text'; readonly text: string }
  /** The attempt failed for `reason`; everything it said is void, and attempt number `attempt` follows. */
  | { readonly type: 'retry'; readonly attempt: number; readonly reason: string; readonly kind?: ModelErrorKind }
  | { readonly type: 'finish'; readonly usage?: Usage };

export interface NodePorts {
  /** Asks a model. Throws what the user is to be told. */
  readonly ask: (request: ModelRequest, signal: AbortSignal) => AsyncIterable<AnswerPart>;
  /** Searches a knowledge base for the `top_k` passages nearest to the query, best first. */
  readonly search?: (knowledge_base: string, query: string, top_k: number, signal: AbortSignal) => Promise<Passage[]>;
  /** What changes whenever a search may find something else; undefined where there is no such knowledge base. */
  readonly knowledgeVersion?: (knowledge_base: string) => Promise<string | undefined>;
}

export interface NodeResult extends Retrieval, Spent {
  readonly output: string;
  readonly description: string;
  readonly found: boolean;
}

export interface NodeDelta {
  readonly text: string;
  readonly attempt?: number;
  readonly reason?: string;
}

/** A node's failure with what it had looked up and said until then. */
export class NodeFailure extends Error {
  constructor(
    cause: unknown,
    readonly description: string,
    readonly retrieval: Retrieval,
  ) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = 'NodeFailure';
  }
}

export interface NodeExecution {
  readonly request: RunRequest;
  readonly ports: NodePorts;
  readonly prices: Prices;
  readonly signal: AbortSignal;
  readonly onDelta: (delta: NodeDelta) => void;
}

/** Executes one node on its pre-nodes' outputs, in order. Rejects with `NodeFailure`. */
export async function executeNode(node: FlowNode, inputs: readonly string[], execution: NodeExecution): Promise<NodeResult> {
  if (isModelNode(node)) return executeModelNode(node, inputs, execution);
  return executeTextNode(node, inputs[0] ?? execution.request.inputs.get(node.id) ?? null);
}

/** Specification, "Node execution" 1: an input value takes the place of the content, for this run. */
function executeTextNode(node: TextNode, input: string | null): NodeResult {
  const { text, output, found } = parseResult(input ?? node.content);
  return { output, description: text, found };
}

/** Specification, "Node execution" 2. */
async function executeModelNode(node: ModelNode, inputs: readonly string[], execution: NodeExecution): Promise<NodeResult> {
  const { request, ports, prices, signal, onDelta } = execution;
  const model = resolveModel(node, request.defaults);
  let parser = new ResultParser();
  let usage: Usage | undefined;
  let retrieval: Retrieval = {};
  try {
    const input_data = inputs.join('\n\n');
    const { context, ...found } = await findContext(node, input_data, execution);
    retrieval = found;
    const prompt = renderPrompt(promptOf(node, request), { input_data, context, output_format: outputFormat }, request.columns);
    const parameters = parametersOf(node);
    for await (const part of ports.ask({ ...model, prompt, input_data, ...(parameters && { parameters }) }, signal)) {
      if (part.type === 'text') {
        parser.push(part.text);
        onDelta({ text: part.text });
      } else if (part.type === 'retry') {
        parser = new ResultParser();
        onDelta({ text: '', attempt: part.attempt, reason: part.reason });
      } else usage = part.usage;
    }
  } catch (error) {
    throw new NodeFailure(error, parser.end().text, retrieval);
  }
  const { text, output, found } = parser.end();
  const cost = usage && prices.cost(model.llm_provider, model.model_type, usage);
  return { output, description: text, found, ...retrieval, ...(usage && { usage }), ...(cost != null && { cost }) };
}
