import { createVSIX } from '@vscode/vsce';
import { root } from './paths.mjs';

/**
 * Packs dist and media as an extension. The README's links stay relative, since no address of a repository is known.
 *
 * @param {string} packagePath the .vsix to write
 */
export function createPackage(packagePath) {
  return createVSIX({ cwd: root, packagePath, dependencies: false, allowMissingRepository: true, rewriteRelativeLinks: false });
}
