import { KnowledgeError } from './knowledgeBase';

const longest = 64;
const portable = /^[\p{L}\p{N}]([\p{L}\p{M}\p{N} ._-]*[\p{L}\p{M}\p{N}_-])?$/u;
/** Windows takes these for devices, whatever extension follows. */
const device = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** Why a knowledge base cannot be called that, as a sentence; undefined if it can. The name is a folder's on every system. */
export function knowledgeNameProblem(name: string): string | undefined {
  if (name === '') return 'Give the knowledge base a name.';
  if (name.length > longest) return `The name of a knowledge base has at most ${longest} characters.`;
  if (!portable.test(name)) return `“${name}” is no name for a knowledge base: use letters, digits, “-”, “_”, “.” and spaces, beginning and ending with a letter or digit.`;
  if (device.test(name)) return `“${name}” is no name for a knowledge base: Windows keeps it for a device.`;
  return undefined;
}

/** Throws `KnowledgeError` unless it is a name for a knowledge base. */
export function checkKnowledgeName(name: string): void {
  const problem = knowledgeNameProblem(name);
  if (problem !== undefined) throw new KnowledgeError(problem);
}
