import { realpath } from 'node:fs/promises';
import path from 'node:path';

export interface WorkflowPlace {
  /** The folder that the workflow's paths are relative to. */
  readonly folder: string;
  /** The folder that they may not leave, which holds `.llmflow/`. */
  readonly workspace: string;
}

/** Where a file that a workflow names really is, or why it may not be read. */
export type FoundFile = { readonly state: 'found'; readonly path: string } | { readonly state: 'missing' } | { readonly state: 'outside' };

export async function findFile(file: string, { folder, workspace }: WorkflowPlace): Promise<FoundFile> {
  const target = path.resolve(folder, file);
  if (!isInside(target, path.resolve(workspace))) return { state: 'outside' };
  try {
    // A link inside the workspace may point out of it.
    const real = await realpath(target);
    return isInside(real, await realpath(workspace)) ? { state: 'found', path: real } : { state: 'outside' };
  } catch {
    return { state: 'missing' };
  }
}

export function isInside(file: string, folder: string): boolean {
  const relative = path.relative(folder, file);
  return relative === '' || (!relative.startsWith(`..${path.sep}`) && relative !== '..' && !path.isAbsolute(relative));
}
