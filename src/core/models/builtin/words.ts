const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

/** The words that carry meaning, in lower case and in the order of the text: no function words, numbers or single letters. */
export async function contentWords(text: string): Promise<string[]> {
  const isFunctionWord = await functionWords();
  const words: string[] = [];
  for (const { segment, isWordLike } of segmenter.segment(text)) {
    const word = segment.toLowerCase();
    if (isWordLike && /\p{L}/u.test(word) && !/^[a-z]$/.test(word) && !isFunctionWord.has(word)) words.push(word);
  }
  return words;
}

/** How often each word occurs, in the order of first occurrence. */
export function countWords(words: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

let loaded: Promise<ReadonlySet<string>> | undefined;

function functionWords(): Promise<ReadonlySet<string>> {
  return (loaded ??= import('stopword').then(({ eng }) => new Set(eng)));
}
