import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Everything that the scripts install for themselves (git-ignored, safe to delete). */
export const toolsFolder = join(root, '.vscode-test');

/** Test bundles, results and screenshots (git-ignored, safe to delete). */
export const outFolder = join(root, 'out');
