export interface ComboboxOption {
  /** What choosing it puts into the field. */
  readonly value: string;
  /** What the list shows where that is not the value itself. */
  readonly label?: string;
  /** Beside it, quieter. */
  readonly description?: string;
}

export function labelOf({ value, label = value }: ComboboxOption): string {
  return label;
}

/** The options that hold every word of the query, those that begin with it first. */
export function matching(options: readonly ComboboxOption[], query: string): ComboboxOption[] {
  const words = wordsOf(query);
  const found = options.filter((option) => words.every((word) => labelOf(option).toLowerCase().includes(word)));
  const begins = (option: ComboboxOption) => labelOf(option).toLowerCase().startsWith(words[0] ?? '');
  return [...found.filter(begins), ...found.filter((option) => !begins(option))];
}

export interface Piece {
  readonly text: string;
  readonly isMatch: boolean;
}

/** The label in pieces, of which those that the query names stand out. */
export function pieces(label: string, query: string): Piece[] {
  const lower = label.toLowerCase();
  const isMatched = Array.from(label, () => false);
  for (const word of wordsOf(query)) {
    for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + word.length)) isMatched.fill(true, at, at + word.length);
  }
  const found: Piece[] = [];
  for (let start = 0, end = 1; start < label.length; end++) {
    if (end < label.length && isMatched[end] === isMatched[start]) continue;
    found.push({ text: label.slice(start, end), isMatch: isMatched[start] === true });
    start = end;
  }
  return found;
}

function wordsOf(query: string): string[] {
  return query.toLowerCase().split(/\s+/).filter(Boolean);
}
