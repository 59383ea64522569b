import { isModelNode, type FlowNode, type ModelNode, type TextNode } from '../flow/model';
import { renderPrompt } from '../flow/placeholders';
import type { ModelErrorKind } from '../models/modelError';
import type { ModelRequest } from '../models/provider';
import { outputFormat } from './defaultPrompts';
import type { Usage } from './events';
import { parseResult, ResultParser } from './resultParser';
import { resolveModel, topK, type RunRequest } from './runRequest';

/** One piece of an answer on its way, retries included. The last is always `finish`. */
export type AnswerPart =
  | { readonly type: 'text'; readonly text: string }
  /** The attempt failed for `reason`; everything it said is void, and attempt number `attempt` follows. */
  | { readonly type: 'retry'; readonly attempt: number; readonly reason: string; readonly kind?: ModelErrorKind }
  | { readonly type: 'finish'; readonly usage?: Usage };

export interface Passage {
  readonly text: string;
  /** Where it comes from, such as `docs/faq.md:12`. */
  readonly source: string;
}

export interface NodePorts {
  /** Asks a model. Throws what the user is to be told. */
  readonly ask: (request: ModelRequest, signal: AbortSignal) => AsyncIterable<AnswerPart>;
  /** Searches a knowledge base for the `top_k` passages nearest to the query, best first. */
  readonly search?: (knowledge_base: string, query: string, top_k: number, signal: AbortSignal) => Promise<Passage[]>;
}

export interface NodeResult {
  readonly output: string;
  readonly description: string;
  readonly found: boolean;
  readonly usage?: Usage;
}

export interface NodeDelta {
  readonly text: string;
  readonly attempt?: number;
  readonly reason?: string;
}

/** A node's failure with what it had said until then. */
export class NodeFailure extends Error {
  constructor(
    cause: unknown,
    readonly description: string,
  ) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = 'NodeFailure';
  }
}

export interface NodeExecution {
  readonly request: RunRequest;
  readonly ports: NodePorts;
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
  const { request, ports, signal, onDelta } = execution;
  let parser = new ResultParser();
  let usage: Usage | undefined;
  try {
    const input_data = inputs.join('\n\n');
    const context = await findContext(input_data, execution);
    const template = node.prompt ?? request.prompts[node.type];
    const prompt = renderPrompt(template, { input_data, context, output_format: outputFormat }, request.columns);
    for await (const part of ports.ask({ ...resolveModel(node, request.defaults), prompt, input_data }, signal)) {
      if (part.type === 'text') {
        parser.push(part.text);
        onDelta({ text: part.text });
      } else if (part.type === 'retry') {
        parser = new ResultParser();
        onDelta({ text: '', attempt: part.attempt, reason: part.reason });
      } else usage = part.usage;
    }
  } catch (error) {
    throw new NodeFailure(error, parser.end().text);
  }
  const { text, output, found } = parser.end();
  return { output, description: text, found, ...(usage && { usage }) };
}

async function findContext(query: string, { request, ports, signal }: NodeExecution): Promise<string> {
  if (request.knowledge_base === undefined) return '';
  if (!ports.search) throw new Error(`The knowledge base “${request.knowledge_base}” cannot be searched here.`);
  const passages = await ports.search(request.knowledge_base, query, topK(request.intensity), signal);
  return passages.map(({ text, source }) => `[${source}]\n${text}`).join('\n\n');
}
