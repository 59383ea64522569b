import type { FileFacts } from './context';

/** Why a file that a workflow names cannot be used, as a sentence; undefined where it can, or nothing is known of it. */
export function missingFile(what: string, facts: FileFacts | undefined): string | undefined {
  if (facts?.state === 'missing') return `${what} does not exist. Paths are relative to this file.`;
  if (facts?.state === 'outside') return `${what} is outside the workspace, and a workflow may only read files inside it.`;
  return undefined;
}
