export interface Neighbour {
  /** The word's number. */
  readonly word: number;
  /** How alike the two are, from 0 to 1; 1 is the same word. */
  readonly likeness: number;
}

/** Letters in a part of a word. Two would find too much, four miss short words with a mistake in them. */
const partLength = 3;
/** Words less alike than this have hardly more in common than an ending. */
const leastLikeness = 0.3;
/** Beside a word that is the same or nearly so, what is far less alike is another word. */
const leastBesideBest = 0.65;
const mostNeighbours = 12;

/**
 * The words of an index, found by the parts that they share with another word: its inflections and compounds, and what it is
 * meant to be where it is misspelt.
 */
export class Vocabulary {
  readonly #holders = new Map<string, number[]>();
  readonly #partCounts: Uint8Array;
  /** Work space of `neighbours`: how many parts each word shares. All zero between two calls. */
  readonly #shared: Uint8Array;

  constructor(words: readonly string[]) {
    this.#partCounts = new Uint8Array(words.length);
    this.#shared = new Uint8Array(words.length);
    for (const [number, word] of words.entries()) {
      const parts = partsOf(word);
      this.#partCounts[number] = parts.size;
      for (const part of parts) {
        const holders = this.#holders.get(part);
        if (holders) holders.push(number);
        else this.#holders.set(part, [number]);
      }
    }
  }

  /** The words most like this one, the most alike first. */
  neighbours(word: string): Neighbour[] {
    const parts = partsOf(word);
    const touched: number[] = [];
    for (const part of parts) {
      for (const number of this.#holders.get(part) ?? []) {
        const shared = this.#shared[number] ?? 0;
        if (shared === 0) touched.push(number);
        this.#shared[number] = shared + 1;
      }
    }
    const alike: Neighbour[] = [];
    for (const number of touched) {
      const likeness = (2 * (this.#shared[number] ?? 0)) / (parts.size + (this.#partCounts[number] ?? 0));
      this.#shared[number] = 0;
      if (likeness >= leastLikeness) alike.push({ word: number, likeness });
    }
    alike.sort((a, b) => b.likeness - a.likeness || a.word - b.word);
    const least = leastBesideBest * (alike[0]?.likeness ?? 0);
    return alike.slice(0, mostNeighbours).filter(({ likeness }) => likeness >= least);
  }
}

/** Beginning and end of a word count as letters: they are what is misspelt least. */
function partsOf(word: string): Set<string> {
  const whole = `^${word}$`;
  const parts = new Set<string>();
  for (let at = 0; at + partLength <= whole.length; at++) parts.add(whole.slice(at, at + partLength));
  return parts;
}
