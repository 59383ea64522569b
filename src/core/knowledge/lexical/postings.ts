import { wordsOf } from './words';

/** Which texts a word is in. All words' places lie in two long arrays, as objects would need ten times the memory. */
export interface Postings {
  /** A word's number is its place in this list. */
  readonly words: readonly string[];
  /** How many words each text has. */
  readonly lengths: Uint32Array;
  /** Word `n` is in the texts `texts[starts[n]]` to `texts[starts[n + 1] - 1]`, `counts[…]` times. */
  readonly starts: Uint32Array;
  readonly texts: Uint32Array;
  readonly counts: Uint16Array;
}

const mostCounted = 0xffff;
/** About ten milliseconds of work. */
const textsInATurn = 256;

/** Looks at the texts in their order, then sorts what it found by word. Pauses now and then, for those who have other work to do. */
export function* collectPostings(texts: readonly string[]): Generator<void, Postings> {
  const numbers = new Map<string, number>();
  // Where the word was counted last. What lies before the current text's first place belongs to an earlier text.
  const places: number[] = [];
  const lengths = new Uint32Array(texts.length);
  const ends = new Uint32Array(texts.length);
  let found = { words: new Uint32Array(1024), counts: new Uint16Array(1024) };
  let used = 0;
  for (const [index, text] of texts.entries()) {
    if (index % textsInATurn === textsInATurn - 1) yield;
    const first = used;
    const words = wordsOf(text);
    lengths[index] = words.length;
    if (used + words.length > found.words.length) found = grown(found, 2 * (used + words.length));
    for (const word of words) {
      let number = numbers.get(word);
      if (number === undefined) numbers.set(word, (number = places.push(-1) - 1));
      const place = places[number] ?? -1;
      if (place >= first) {
        found.counts[place] = Math.min(mostCounted, (found.counts[place] ?? 0) + 1);
      } else {
        places[number] = used;
        found.words[used] = number;
        found.counts[used++] = 1;
      }
    }
    ends[index] = used;
  }
  return { words: [...numbers.keys()], lengths, ...byWord(found, ends, numbers.size) };
}

interface Found {
  readonly words: Uint32Array<ArrayBuffer>;
  readonly counts: Uint16Array<ArrayBuffer>;
}

function grown({ words, counts }: Found, size: number): Found {
  const larger = { words: new Uint32Array(size), counts: new Uint16Array(size) };
  larger.words.set(words);
  larger.counts.set(counts);
  return larger;
}

/** A counting sort, which keeps the order of texts within a word. */
function byWord(found: Found, ends: Uint32Array, size: number): Pick<Postings, 'starts' | 'texts' | 'counts'> {
  const used = ends.at(-1) ?? 0;
  const starts = new Uint32Array(size + 1);
  for (let at = 0; at < used; at++) add(starts, (found.words[at] ?? 0) + 1, 1);
  for (let number = 0; number < size; number++) add(starts, number + 1, starts[number] ?? 0);
  const next = starts.slice();
  const texts = new Uint32Array(used);
  const counts = new Uint16Array(used);
  let at = 0;
  for (const [text, end] of ends.entries()) {
    for (; at < end; at++) {
      const to = add(next, found.words[at] ?? 0, 1);
      texts[to] = text;
      counts[to] = found.counts[at] ?? 0;
    }
  }
  return { starts, texts, counts };
}

/** Returns what was there before. */
function add(numbers: Uint32Array, at: number, amount: number): number {
  const before = numbers[at] ?? 0;
  numbers[at] = before + amount;
  return before;
}
