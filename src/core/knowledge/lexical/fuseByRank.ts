import type { RankedText } from './lexicalIndex';

/** Keeps the first places from deciding alone (reciprocal rank fusion, Cormack et al. 2009). */
const smoothing = 60;

/**
 * One ranking of several, whose scores cannot be compared: what counts is the place. At most `count` texts, best first; of equal
 * ones the one that was ranked first.
 */
export function fuseByRank(lists: readonly (readonly RankedText[])[], count: number): RankedText[] {
  const scores = new Map<number, number>();
  for (const list of lists) {
    for (const [place, { index }] of list.entries()) scores.set(index, (scores.get(index) ?? 0) + 1 / (smoothing + place + 1));
  }
  return [...scores]
    .map(([index, score]) => ({ index, score }))
    .sort((a, b) => b.score - a.score)
    .slice(0, count);
}
