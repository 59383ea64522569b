import type { ModelNode } from '../flow/model';
import type { Passage, Retrieval } from './events';
import type { NodeExecution } from './executeNode';
import { lookupOf } from './runRequest';

/** What `{context}` stands for in a node's prompt, and how it was found. Nothing is looked up that the prompt does not ask for. */
export async function findContext(
  node: ModelNode,
  input_data: string,
  { request, ports, signal }: Pick<NodeExecution, 'request' | 'ports' | 'signal'>,
): Promise<Retrieval & { readonly context: string }> {
  const lookup = lookupOf(node, request);
  if (!lookup) return { context: '' };
  const { knowledge_base, top_k } = lookup;
  if (!ports.search) throw new Error(`The knowledge base “${knowledge_base}” cannot be searched here.`);
  // Nothing is near to no text at all.
  const passages = input_data.trim() === '' ? [] : await ports.search(knowledge_base, input_data, top_k, signal);
  const warnings = passages.length > 0 ? {} : { warnings: [`Nothing was found in the knowledge base “${knowledge_base}”, so {context} is empty.`] };
  return { context: passages.map(contextOf).join('\n\n'), knowledge_base, passages, ...warnings };
}

/** The place first, so that an answer can name it. */
function contextOf({ source, line, heading, text }: Passage): string {
  return `[${source}:${line}${heading === undefined ? '' : ` › ${heading}`}]\n${text}`;
}
