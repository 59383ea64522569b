import { readdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import type { Flow } from '../flow/model';
import type { FileFacts, RuleContext } from '../flow/rules/context';
import { readColumns } from './readColumns';

export interface WorkflowPlace {
  /** The folder that the workflow's paths are relative to. */
  readonly folder: string;
  /** The folder that they may not leave, which holds `.llmflow/`. */
  readonly workspace: string;
}

/** Looks at what the flow names on disk, for the rules that need to know. Never throws. */
export async function readContext(flow: Flow, place: WorkflowPlace, providers: readonly string[]): Promise<RuleContext> {
  const paths = new Set([...flow.processes.flatMap((process) => process.flow ?? []), ...(flow.source === undefined ? [] : [flow.source])]);
  paths.delete('self');
  const files = await Promise.all(
    [...paths].filter(isPath).map(async (file) => [file, await readFacts(file, place, file === flow.source)] as const),
  );
  return { providers, files: new Map(files), knowledgeBases: await readKnowledgeBases(place.workspace) };
}

/** Anything like `s3://…` names a connection, not a file. */
function isPath(source: string): boolean {
  return !/^[a-z][a-z0-9+.-]+:/i.test(source);
}

async function readFacts(file: string, { folder, workspace }: WorkflowPlace, isSource: boolean): Promise<FileFacts> {
  const target = path.resolve(folder, file);
  if (!isInside(target, path.resolve(workspace))) return { state: 'outside' };
  try {
    // A link inside the workspace may point out of it.
    const real = await realpath(target);
    if (!isInside(real, await realpath(workspace))) return { state: 'outside' };
    const columns = isSource ? await readColumns(real) : undefined;
    return { state: 'found', ...(columns && { columns }) };
  } catch {
    return { state: 'missing' };
  }
}

export function isInside(file: string, folder: string): boolean {
  const relative = path.relative(folder, file);
  return relative === '' || (!relative.startsWith(`..${path.sep}`) && relative !== '..' && !path.isAbsolute(relative));
}

async function readKnowledgeBases(workspace: string): Promise<ReadonlySet<string>> {
  try {
    const entries = await readdir(path.join(workspace, '.llmflow', 'knowledge'), { withFileTypes: true });
    return new Set(entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name));
  } catch {
    return new Set();
  }
}
