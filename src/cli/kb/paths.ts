import path from 'node:path';
import { isInside } from '../../core/workspace/findFile';
import { UsageError } from '../io';

/**
 * Files, folders and globs as they are given on a command line, relative to the current folder, as a knowledge base takes them:
 * relative to its workspace, with forward slashes. Throws `UsageError` for one that leads out of it.
 */
export function workspacePatterns(paths: readonly string[], workspace: string, cwd: string): string[] {
  return paths.map((given) => {
    const target = path.resolve(cwd, given);
    if (!isInside(target, workspace)) {
      throw new UsageError(`“${given}” is outside the workspace ${workspace}. A knowledge base holds documents of its workspace; --workspace names another.`);
    }
    return path.relative(workspace, target).split(path.sep).join('/') || '.';
  });
}
