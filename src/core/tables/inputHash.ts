import { createHash } from 'node:crypto';
import { isModelNode, type FlowNode } from '../flow/model';
import { outputFormat } from '../run/defaultPrompts';
import { resolveModel, type RunRequest } from '../run/runRequest';

/** Rises when what goes into a hash, or how, changes: every result is then computed anew. */
const scheme = 1;

/** What a process's answers depend on, apart from the row: its flow with prompts and models, and the knowledge base. */
export function processFingerprint(request: RunRequest, inputNode: string, builtIn: string | undefined): string {
  const positions = new Map(request.nodes.map(({ id }, index) => [id, index]));
  return digest([
    scheme,
    outputFormat,
    builtIn ?? null,
    // Nodes go by their position: renaming one changes no answer.
    request.nodes.map((node) => [node.type, node.from.map((id) => positions.get(id) ?? null), ...detailsOf(node, request, inputNode)]),
    // Knowledge bases have no versions yet.
    request.knowledge_base === undefined ? null : [request.knowledge_base, request.intensity, null],
  ]);
}

function detailsOf(node: FlowNode, { prompts, defaults }: RunRequest, inputNode: string): unknown[] {
  if (isModelNode(node)) {
    const { llm_provider, model_type } = resolveModel(node, defaults);
    return [node.prompt ?? prompts[node.type], llm_provider, model_type];
  }
  const isReplaced = node.type === 'output' || node.id === inputNode;
  return isReplaced ? [] : [node.content];
}

/**
 * What a result stands for (SHA-256, hex). The prompt as it is in the file and the values that go into it stand for the
 * rendered prompt: equal parts give equal prompts.
 */
export function inputHash(fingerprint: string, text: string, promptColumns: ReadonlyMap<string, string>): string {
  return digest([fingerprint, text, ...promptColumns]);
}

/** The hash of a row whose input is not there because of the named process. */
export function missingInputHash(fingerprint: string, process: string): string {
  return digest([fingerprint, { missing: process }]);
}

function digest(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** Of a failure that any other row would have met too, such as a wrong key: it stands for no input, so the row is run again. */
export const noInputHash = '';
