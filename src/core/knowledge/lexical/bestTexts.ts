import type { RankedText } from './lexicalIndex';

/** The `count` highest of the scores above zero, the highest first; of equal ones the first. */
export function bestTexts(scores: Float64Array, count: number): RankedText[] {
  const best: RankedText[] = [];
  for (let index = 0; index < scores.length; index++) {
    const score = scores[index] ?? 0;
    if (score <= (best.length < count ? 0 : (best.at(-1)?.score ?? Infinity))) continue;
    const place = best.findIndex((other) => other.score < score);
    best.splice(place === -1 ? best.length : place, 0, { index, score });
    if (best.length > count) best.pop();
  }
  return best;
}
