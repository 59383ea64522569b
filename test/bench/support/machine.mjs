import { execFileSync } from 'node:child_process';

export { canPin } from './worker.mjs';

/** The version of a Node executable. */
export function versionOf(node) {
  return execFileSync(node, ['--version'], { encoding: 'utf8' }).trim().slice(1);
}
