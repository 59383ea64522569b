/**
 * Measures contenders side by side: A B C, A B C, … so that whatever else the machine does meets all of them alike.
 *
 * @template C, S
 * @param {readonly C[]} contenders
 * @param {number} rounds
 * @param {(contender: C, round: number) => Promise<S>} measure
 * @returns {Promise<Map<C, S[]>>} one sample a round, in order
 */
export async function interleave(contenders, rounds, measure) {
  const samples = new Map(contenders.map((contender) => [contender, []]));
  for (let round = 0; round < rounds; round++) {
    for (const contender of contenders) samples.get(contender).push(await measure(contender, round));
  }
  return samples;
}

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * The ratio of two contenders, from pairs of the same round: what slows a round down slows both of its sides.
 *
 * @param {readonly number[]} above
 * @param {readonly number[]} below
 */
export function ratios(above, below) {
  return above.map((value, round) => value / below[round]);
}
