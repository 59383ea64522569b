/** The placeholders of a prompt (specification, "Node execution"). */
export const placeholders = ['input_data', 'context', 'output_format'] as const;

export type Placeholder = (typeof placeholders)[number];

/** A word in braces: a placeholder, a column of a row, or a mistake. JSON and other braces are no such thing. */
const wordInBraces = /\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

/** The words that stand in braces in a prompt, each with its offset in it. */
export function wordsInBraces(prompt: string): { word: string; offset: number }[] {
  return [...prompt.matchAll(wordInBraces)].map((match) => ({ word: match[1] ?? '', offset: match.index }));
}

/**
 * Replaces every placeholder, and every name of `columns`, in one pass, so that a placeholder inside a value stays text. A
 * placeholder beats a column of its name.
 */
export function renderPrompt(
  prompt: string,
  values: Readonly<Record<Placeholder, string>>,
  columns: ReadonlyMap<string, string> = new Map(),
): string {
  return prompt.replace(wordInBraces, (whole, word: string) => (isPlaceholder(word) ? values[word] : (columns.get(word) ?? whole)));
}

export function isPlaceholder(word: string): word is Placeholder {
  return placeholders.some((known) => known === word);
}
