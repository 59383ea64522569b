import { stat } from 'node:fs/promises';
import path from 'node:path';
import { isInside } from '../core/workspace/findFile';
import { UsageError } from './io';

export interface Workspace {
  /** Holds `.llmflow/`. */
  readonly folder: string;
  /** The folder whose files a workflow may read. */
  readableBy(workflow: string): string;
  /** A workflow's path relative to the folder, with forward slashes. */
  pathOf(workflow: string): string;
}

/**
 * The folder that `--workspace` names, by default the current one. Where none is named, a workflow from elsewhere may read
 * its own folder, as a file without a workspace may in VS Code.
 */
export async function resolveWorkspace(named: string | undefined, cwd: string): Promise<Workspace> {
  const folder = path.resolve(cwd, named ?? '.');
  const stats = await stat(folder).catch(() => undefined);
  if (!stats?.isDirectory()) throw new UsageError(`The workspace “${named ?? '.'}” is not a folder.`);
  return {
    folder,
    readableBy: (workflow) => (named !== undefined || isInside(workflow, folder) ? folder : path.dirname(workflow)),
    pathOf: (workflow) => path.relative(folder, workflow).split(path.sep).join('/'),
  };
}
