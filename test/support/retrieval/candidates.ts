import { bestTexts } from '../../../src/core/knowledge/lexical/bestTexts';
import { buildLexicalIndex } from '../../../src/core/knowledge/lexical/buildLexicalIndex';
import { fuseByRank } from '../../../src/core/knowledge/lexical/fuseByRank';
import { wordsOf } from '../../../src/core/knowledge/lexical/words';
import type { Build } from './recall';

type Terms = (text: string) => readonly string[];

const dimensions = 512;

/** The parts of each word, of so many letters. */
export const parts =
  (length: number): Terms =>
  (text) =>
    wordsOf(text).flatMap((word) => {
      const whole = `^${word}$`;
      return Array.from({ length: Math.max(1, whole.length - length + 1) }, (_, at) => whole.slice(at, at + length));
    });

/** BM25 as in textbooks. */
const bm25 =
  (terms: Terms): Build =>
  (texts) => {
    const lengths: number[] = [];
    const holders = new Map<string, Map<number, number>>();
    for (const [index, text] of texts.entries()) {
      const found = terms(text);
      lengths.push(found.length);
      for (const term of found) {
        const counts = holders.get(term) ?? new Map<number, number>();
        holders.set(term, counts.set(index, (counts.get(index) ?? 0) + 1));
      }
    }
    const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
    return (query, count) => {
      const scores = new Float64Array(texts.length);
      for (const term of terms(query)) {
        const counts = holders.get(term) ?? new Map<number, number>();
        const rarity = Math.log(1 + (texts.length - counts.size + 0.5) / (counts.size + 0.5));
        for (const [index, times] of counts) scores[index]! += (rarity * times * 2.2) / (times + 1.2 * (0.25 + (0.75 * lengths[index]!) / mean));
      }
      return bestTexts(scores, count);
    };
  };

/** The cosine of vectors in which each term has a place and a sign by its hash. */
const hashed =
  (terms: Terms): Build =>
  (texts) => {
    const vectorOf = (text: string): Float64Array => {
      const counts = new Map<string, number>();
      for (const term of terms(text)) counts.set(term, (counts.get(term) ?? 0) + 1);
      const vector = new Float64Array(dimensions);
      for (const [term, count] of counts) {
        const hash = hashOf(term);
        vector[hash % dimensions]! += (hash >= 2 ** 31 ? 1 : -1) * (1 + Math.log(count));
      }
      const length = Math.hypot(...vector) || 1;
      return vector.map((value) => value / length);
    };
    const vectors = texts.map(vectorOf);
    return (query, count) => {
      const wanted = vectorOf(query);
      return bestTexts(Float64Array.from(vectors, (vector) => vector.reduce((sum, value, at) => sum + value * wanted[at]!, 0)), count);
    };
  };

/** FNV-1a, its bits mixed once more. */
function hashOf(term: string): number {
  let hash = 2_166_136_261;
  for (let at = 0; at < term.length; at++) hash = Math.imul(hash ^ term.charCodeAt(at), 16_777_619);
  hash = Math.imul(hash ^ (hash >>> 15), 2_246_822_507);
  return (hash ^ (hash >>> 13)) >>> 0;
}

export const fused =
  (...builds: readonly Build[]): Build =>
  (texts) => {
    const searches = builds.map((build) => build(texts));
    return (query, count) => fuseByRank(searches.map((search) => search(query, 50)), count);
  };

export const ours: Build = (texts) => {
  const index = buildLexicalIndex(texts);
  return (query, count) => index.search(query, count);
};

/** What the lexical index is measured beside and needs no library. */
export const plainCandidates: Readonly<Record<string, Build>> = {
  'BM25, words': bm25(wordsOf),
  'BM25, parts of words (3 letters)': bm25(parts(3)),
  'BM25, parts of words (4 letters)': bm25(parts(4)),
  'hashed parts of words (4 letters), 512 dimensions': hashed(parts(4)),
  'hashed words, 512 dimensions': hashed(wordsOf),
  'fused: BM25 of words and of parts (4 letters)': fused(bm25(wordsOf), bm25(parts(4))),
};
