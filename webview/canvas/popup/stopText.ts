/**
 * Stop sequences as a field shows them: one a line. A line break, a tab or a backslash in one is written as in a string of
 * code, because a line break itself ends the sequence.
 */
export function stopText(sequences: readonly string[]): string {
  return sequences.map((sequence) => sequence.replaceAll(/[\\\n\t]/g, (character) => escapes[character] ?? character)).join('\n');
}

export function stopSequences(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.replaceAll(/\\[\\nt]/g, (escape) => characters[escape] ?? escape));
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\t': '\\t' };
const characters: Readonly<Record<string, string>> = { '\\\\': '\\', '\\n': '\n', '\\t': '\t' };
