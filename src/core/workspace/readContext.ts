import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { isAddress } from '../flow/isAddress';
import type { ConnectionSource, FileSource, Flow } from '../flow/model';
import type { FileFacts, RuleContext } from '../flow/rules/context';
import { namedKnowledgeBases } from '../flow/rules/knowledgeRules';
import { isRemoved } from '../knowledge/baseFiles';
import { splitSelection } from '../tables/sources/sourceFile';
import { findFile, type WorkflowPlace } from './findFile';
import { readColumns } from './readColumns';

/** Where a workflow's rows can come from besides files. Nothing connects to a server to answer, and nothing throws. */
export interface KnownSources {
  /** Those that are set up, `wanted` among them if it is one of them in another spelling. */
  connectionNames(wanted: string): Promise<ReadonlySet<string>>;
  /** The columns that a source's rows had when they were last pulled; undefined where they never were. */
  pulledColumns(source: ConnectionSource, place: WorkflowPlace): Promise<readonly string[] | undefined>;
}

/** The names of a workspace's knowledge bases; undefined where nobody may look. */
export type KnownKnowledgeBases = (workspace: string) => Promise<ReadonlySet<string> | undefined>;

/**
 * Looks at what the flow names on disk, for the rules that need to know; without `sources`, connections are anyone's guess. Never
 * throws.
 */
export async function readContext(
  flow: Flow,
  place: WorkflowPlace,
  providers: readonly string[],
  sources?: KnownSources,
  knownKnowledgeBases: KnownKnowledgeBases = readKnowledgeBases,
): Promise<RuleContext> {
  const flows = flow.processes.flatMap((process) => process.flow ?? []).filter((file) => file !== 'self' && !isAddress(file));
  const sourceFiles = flow.source?.kind === 'file' ? [flow.source] : [];
  const files = await Promise.all([
    ...flows.map(async (file) => [file, await readFlowFacts(file, place)] as const),
    ...sourceFiles.map(async (source) => [source.path, await readSourceFacts(source, place)] as const),
  ]);
  const knowledgeBases = namedKnowledgeBases(flow).size > 0 ? await knownKnowledgeBases(place.workspace) : undefined;
  return {
    providers,
    files: new Map(files),
    ...(sources && flow.source?.kind === 'connection' && (await readConnectionFacts(flow.source, place, sources))),
    ...(knowledgeBases && { knowledgeBases }),
  };
}

async function readConnectionFacts(source: ConnectionSource, place: WorkflowPlace, sources: KnownSources) {
  const [connections, pulledColumns] = await Promise.all([sources.connectionNames(source.connection), sources.pulledColumns(source, place)]);
  return { connections, ...(pulledColumns && { pulledColumns }) };
}

async function readFlowFacts(file: string, place: WorkflowPlace): Promise<FileFacts> {
  const { state } = await findFile(file, place);
  return { state };
}

async function readSourceFacts(source: FileSource, place: WorkflowPlace): Promise<FileFacts> {
  const { state } = await findFile(splitSelection(source.path).file, place);
  return state === 'found' ? { state, ...(await readColumns(source, place)) } : { state };
}

export async function readKnowledgeBases(workspace: string): Promise<ReadonlySet<string>> {
  try {
    const entries = await readdir(path.join(workspace, '.llmflow', 'knowledge'), { withFileTypes: true });
    return new Set(entries.filter((entry) => entry.isDirectory() && !isRemoved(entry.name)).map((entry) => entry.name));
  } catch {
    return new Set();
  }
}
