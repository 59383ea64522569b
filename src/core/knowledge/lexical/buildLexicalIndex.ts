import { bestTexts } from './bestTexts';
import type { LexicalIndex } from './lexicalIndex';
import { collectPostings } from './postings';
import { Vocabulary } from './vocabulary';
import { wordsOf } from './words';

/** How soon a word that is repeated stops to count for more, and how much a long text must make up for its length (BM25). */
const saturation = 1.2;
const lengthWeight = 0.5;
/** A whole document may be the query; its rarest words say what it is about. */
const mostQueryWords = 64;

/**
 * BM25 over words, where each word of the query stands for all words of the texts that are like it, by how much they are. Methods
 * that cut all texts into parts of words find about as much (`test/bench/retrieval`), but take many times longer to build.
 */
export function buildLexicalIndex(texts: readonly string[]): LexicalIndex {
  const turns = buildInTurns(texts);
  for (;;) {
    const turn = turns.next();
    if (turn.done === true) return turn.value;
  }
}

/** The same for many texts, with a pause every few milliseconds. */
export function* buildInTurns(texts: readonly string[]): Generator<void, LexicalIndex> {
  const postings = yield* collectPostings(texts);
  const { words, starts, lengths } = postings;
  const vocabulary = new Vocabulary(words);
  const meanLength = lengths.reduce((sum, length) => sum + length, 0) / texts.length || 1;

  const textsWith = (word: number): number => (starts[word + 1] ?? 0) - (starts[word] ?? 0);

  /** Alike words count as one that occurs as often as they do together. */
  function addScores(scores: Float64Array, queryWord: string): void {
    const counts = new Map<number, number>();
    let spread = 0;
    for (const { word, likeness } of vocabulary.neighbours(queryWord)) {
      const weight = likeness ** 2;
      spread = Math.max(spread, weight * textsWith(word));
      for (let at = starts[word] ?? 0; at < (starts[word + 1] ?? 0); at++) {
        const text = postings.texts[at] ?? 0;
        counts.set(text, (counts.get(text) ?? 0) + weight * (postings.counts[at] ?? 0));
      }
    }
    const rarity = Math.log(1 + (texts.length - spread + 0.5) / (spread + 0.5));
    for (const [text, count] of counts) {
      const length = 1 - lengthWeight + (lengthWeight * (lengths[text] ?? 0)) / meanLength;
      scores[text] = (scores[text] ?? 0) + (rarity * count * (saturation + 1)) / (count + saturation * length);
    }
  }

  function queryWords(query: string): string[] {
    const all = [...new Set(wordsOf(query))];
    if (all.length <= mostQueryWords) return all;
    const numbers = new Map(words.map((word, number) => [word, number]));
    const rareness = (word: string): number => {
      const number = numbers.get(word);
      return number === undefined ? Infinity : textsWith(number);
    };
    return all
      .map((word) => ({ word, texts: rareness(word) }))
      .sort((a, b) => (a.texts === b.texts ? 0 : a.texts - b.texts))
      .slice(0, mostQueryWords)
      .map(({ word }) => word);
  }

  return {
    search(query, count) {
      const scores = new Float64Array(texts.length);
      for (const word of queryWords(query)) addScores(scores, word);
      return bestTexts(scores, count);
    },
  };
}
