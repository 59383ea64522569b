import { createHash } from 'node:crypto';
import { isModelNode, type FlowNode } from '../flow/model';
import { outputFormat } from '../run/defaultPrompts';
import { lookupOf, parametersOf, promptOf, resolveModel, type RunRequest } from '../run/runRequest';

/** Rises when what goes into a hash, or how, changes: every result is then computed anew. */
const scheme = 1;

/** The knowledge bases that a flow looks things up in, each with what changes whenever a search may find something else. */
export type KnowledgeVersions = ReadonlyMap<string, string>;

/** What a process's answers depend on, apart from the row: its flow with prompts and models, and the knowledge bases. */
export function processFingerprint(request: RunRequest, inputNode: string, builtIn: string | undefined, versions: KnowledgeVersions = new Map()): string {
  const positions = new Map(request.nodes.map(({ id }, index) => [id, index]));
  return digest([
    scheme,
    outputFormat,
    builtIn ?? null,
    // Nodes go by their position: renaming one changes no answer.
    request.nodes.map((node) => [node.type, node.from.map((id) => positions.get(id) ?? null), ...detailsOf(node, request, inputNode)]),
    lookupsOf(request, versions),
  ]);
}

/** For each node where it looks things up; null where none does. */
function lookupsOf(request: RunRequest, versions: KnowledgeVersions): unknown[] | null {
  const lookups = request.nodes.map((node) => {
    const lookup = isModelNode(node) ? lookupOf(node, request) : undefined;
    return lookup ? [lookup.knowledge_base, lookup.top_k, versions.get(lookup.knowledge_base) ?? null] : null;
  });
  return lookups.some((lookup) => lookup !== null) ? lookups : null;
}

function detailsOf(node: FlowNode, request: RunRequest, inputNode: string): unknown[] {
  if (isModelNode(node)) {
    const { llm_provider, model_type } = resolveModel(node, request.defaults);
    // Those that are not set leave no trace: a result from before there were any stands.
    return [promptOf(node, request), llm_provider, model_type, ...(parametersOf(node) ? [parametersOf(node)] : [])];
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
