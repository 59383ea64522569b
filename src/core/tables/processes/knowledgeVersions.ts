import { isModelNode } from '../../flow/model';
import type { NodePorts } from '../../run/executeNode';
import { lookupOf, type RunRequest } from '../../run/runRequest';
import type { KnowledgeVersions } from '../inputHash';
import { TableError } from './tableProcess';

/** The versions of the knowledge bases that a process looks things up in. Throws `TableError` where one cannot be searched. */
export async function findVersions(
  process: string,
  request: RunRequest,
  { search, knowledgeVersion }: Pick<NodePorts, 'search' | 'knowledgeVersion'>,
): Promise<KnowledgeVersions> {
  const names = new Set(request.nodes.flatMap((node) => (isModelNode(node) ? (lookupOf(node, request)?.knowledge_base ?? []) : [])));
  const versions = new Map<string, string>();
  for (const name of names) {
    if (!search) throw new TableError(`Process “${process}” uses the knowledge base “${name}”, which cannot be searched here.`);
    if (!knowledgeVersion) continue;
    const version = await knowledgeVersion(name);
    if (version === undefined) {
      throw new TableError(`Process “${process}” uses the knowledge base “${name}”, which is not in this workspace. Create it, or correct its name.`);
    }
    versions.set(name, version);
  }
  return versions;
}
