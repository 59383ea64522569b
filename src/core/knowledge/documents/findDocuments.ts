import { lstat, realpath } from 'node:fs/promises';
import path from 'node:path';
import picomatch from 'picomatch';
import { isInside } from '../../workspace/findFile';
import { DocumentWalk, type FoundDocuments } from './documentWalk';
import { slashed } from './slashed';

/**
 * The documents that files, folders and globs mean, each once and in the order of their paths.
 *
 * A folder and a glob leave out what `.gitignore` files of the workspace ignore, and the folders of git, of packages and our own;
 * whoever names such a file or folder itself, without wildcards, gets it. What is found through a link has the path of what the
 * link leads to.
 *
 * @param patterns relative to the workspace, with forward slashes (on Windows also with backslashes)
 */
export async function findDocuments(workspace: string, patterns: readonly string[], signal?: AbortSignal): Promise<FoundDocuments> {
  const root = await realpath(workspace);
  const paths = new Set<string>();
  const skipped = new Map<string, string>();
  for (const pattern of patterns) {
    const found = await documentsOf(root, path.resolve(workspace), pattern, signal);
    for (const document of found.paths) paths.add(document);
    for (const { path: place, reason } of found.skipped) skipped.set(place, reason);
  }
  return {
    paths: [...paths].sort(),
    skipped: [...skipped].map(([place, reason]) => ({ path: place, reason })).sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

async function documentsOf(root: string, workspace: string, pattern: string, signal?: AbortSignal): Promise<FoundDocuments> {
  const relative = slashed(path.relative(workspace, path.resolve(workspace, pattern)));
  if (!isInside(path.resolve(workspace, pattern), workspace)) return skip(pattern, 'It is outside of the workspace.');
  const named = path.join(root, relative);
  const place = await lstat(named).then(() => realpath(named)).catch(() => undefined);
  if (place !== undefined) {
    if (!isInside(place, root)) return skip(pattern, 'It is a link that leads out of the workspace.');
    return new DocumentWalk(root, () => true, signal).from(place);
  }
  const { isGlob, base } = picomatch.scan(relative, { nonegate: true });
  if (!isGlob) return skip(pattern, 'There is no such file or folder.');
  const folder = await realpath(path.join(root, base)).catch(() => undefined);
  if (folder === undefined || !isInside(folder, root)) return skip(pattern, 'There is no such folder in the workspace.');
  // As in shells, a wildcard does not stand for the dot of a hidden file.
  const found = await new DocumentWalk(root, picomatch(relative, { nonegate: true }), signal).from(folder);
  return found.paths.length > 0 || found.skipped.length > 0 ? found : skip(pattern, 'No file fits it.');
}

function skip(pattern: string, reason: string): FoundDocuments {
  return { paths: [], skipped: [{ path: slashed(pattern), reason }] };
}
