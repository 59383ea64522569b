/** One condition of a text filter. */
export interface FilterTerm {
  readonly text: string;
  /** The label of the one column that is looked at; absent: all. */
  readonly column?: string;
  /** Rows without the text are wanted. */
  readonly isNegated: boolean;
}

/**
 * Reads what a user types into the filter: words that must all be there, `"several words"` as one, `-word` for rows
 * without it, `column:word` for one column (`"my column":word` where its name has spaces). Anything can be typed: what is
 * before a colon and names no column is part of the word.
 */
export function parseFilter(filter: string, columns: readonly string[]): FilterTerm[] {
  const labels = new Map(columns.map((label) => [label.toLowerCase(), label]));
  const terms: FilterTerm[] = [];
  for (const { 0: whole, groups = {} } of filter.matchAll(term)) {
    const column = labels.get((groups['quotedColumn'] ?? groups['column'] ?? '').toLowerCase());
    const isNegated = groups['minus'] === '-';
    const text = column === undefined ? withoutQuotes(isNegated ? whole.slice(1) : whole) : withoutQuotes(groups['word'] ?? '');
    if (text !== '') terms.push({ text, isNegated, ...(column === undefined ? {} : { column }) });
  }
  return terms;
}

/** A quote that is still being typed reaches to the end. */
const term = /(?<minus>-)?(?:(?:"(?<quotedColumn>[^"]*)"|(?<column>[^\s":]+)):)?(?<word>"[^"]*"?|\S*)/g;

function withoutQuotes(word: string): string {
  return word.startsWith('"') ? word.replace(/^"|"$/g, '') : word;
}
