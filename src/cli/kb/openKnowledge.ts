import type { KnowledgeBaseInfo, KnowledgeBases } from '../../core/knowledge/knowledgeBase';
import type { NodePorts } from '../../core/run/executeNode';
import { UsageError, type Io } from '../io';

/** The knowledge bases of a folder. What reads and searches them loads here, and not before. */
export async function openKnowledge(workspace: string, { embeddings }: Io): Promise<KnowledgeBases> {
  const { openKnowledgeBases } = await import('../../core/knowledge/openKnowledgeBases');
  return openKnowledgeBases({ workspace, embed: embeddings.embed });
}

/** What runs of a folder's workflows know of its knowledge bases. */
export function knowledgePorts(workspace: string, io: Io): Required<Pick<NodePorts, 'search' | 'knowledgeVersion'>> {
  let opened: Promise<KnowledgeBases> | undefined;
  const bases = () => (opened ??= openKnowledge(workspace, io));
  return {
    search: async (name, query, top_k, signal) => (await bases()).search(name, query, top_k, signal),
    knowledgeVersion: async (name) => (await (await bases()).info(name))?.version,
  };
}

/** Throws `UsageError` where there is none of that name. */
export async function requireKnowledge(name: string, bases: KnowledgeBases): Promise<KnowledgeBaseInfo> {
  const info = await bases.info(name);
  if (info) return info;
  const names = (await bases.list()).map((each) => each.name).join(', ');
  throw new UsageError(`There is no knowledge base “${name}” in this workspace. ${names === '' ? 'It has none: “llmflow kb add” creates one.' : `There are: ${names}.`}`);
}
