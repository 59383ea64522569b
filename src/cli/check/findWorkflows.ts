import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { UsageError } from '../io';
import { describeFileError } from '../readWorkflow';

/** Folders that hold what tools made, never a user's workflows. */
const skippedFolders: ReadonlySet<string> = new Set(['node_modules', '.git', '.llmflow']);

/**
 * The files that the paths name: a file as it is, a folder for every `*.llmflow` below it, sorted. Each file once, under
 * the name it was first met by. Throws `UsageError` for a path that cannot be read. Links are not followed.
 */
export async function findWorkflows(paths: readonly string[], cwd: string): Promise<string[]> {
  const found = new Map<string, string>();
  for (const given of paths) {
    for (const file of (await isFolder(given, cwd)) ? await searchFolder(given, cwd) : [given]) {
      const target = path.resolve(cwd, file);
      if (!found.has(target)) found.set(target, file);
    }
  }
  return [...found.values()];
}

async function isFolder(given: string, cwd: string): Promise<boolean> {
  return (await readable(given, stat(path.resolve(cwd, given)))).isDirectory();
}

async function searchFolder(folder: string, cwd: string): Promise<string[]> {
  const entries = await readable(folder, readdir(path.resolve(cwd, folder), { withFileTypes: true }));
  const found: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const name = path.join(folder, entry.name);
    if (entry.isDirectory() && !skippedFolders.has(entry.name)) found.push(...(await searchFolder(name, cwd)));
    else if (entry.isFile() && entry.name.endsWith('.llmflow')) found.push(name);
  }
  return found;
}

async function readable<T>(given: string, reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    throw new UsageError(`“${given}” cannot be checked: ${describeFileError(error)}`);
  }
}
