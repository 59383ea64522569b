import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Flow } from '../flow/model';
import type { FileFacts, RuleContext } from '../flow/rules/context';
import { splitSelection } from '../tables/sources/sourceFile';
import { findFile, isPath, type WorkflowPlace } from './findFile';
import { readColumns } from './readColumns';

/** Looks at what the flow names on disk, for the rules that need to know. Never throws. */
export async function readContext(flow: Flow, place: WorkflowPlace, providers: readonly string[]): Promise<RuleContext> {
  const flows = flow.processes.flatMap((process) => process.flow ?? []).filter((file) => file !== 'self' && isPath(file));
  const sources = flow.source !== undefined && isPath(flow.source) ? [flow.source] : [];
  const files = await Promise.all([
    ...flows.map(async (file) => [file, await readFlowFacts(file, place)] as const),
    ...sources.map(async (source) => [source, await readSourceFacts(source, place)] as const),
  ]);
  const context = { providers, files: new Map(files) };
  return flow.knowledge_base === undefined ? context : { ...context, knowledgeBases: await readKnowledgeBases(place.workspace) };
}

async function readFlowFacts(file: string, place: WorkflowPlace): Promise<FileFacts> {
  const { state } = await findFile(file, place);
  return { state };
}

async function readSourceFacts(source: string, place: WorkflowPlace): Promise<FileFacts> {
  const { state } = await findFile(splitSelection(source).file, place);
  const columns = state === 'found' ? await readColumns(source, place) : undefined;
  return state === 'found' ? { state, ...(columns && { columns }) } : { state };
}

async function readKnowledgeBases(workspace: string): Promise<ReadonlySet<string>> {
  try {
    const entries = await readdir(path.join(workspace, '.llmflow', 'knowledge'), { withFileTypes: true });
    return new Set(entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name));
  } catch {
    return new Set();
  }
}
