import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export const dimensions = 384;
/** One passage each: a heading begins a new one. */
export const sectionsPerFile = 10;
const wordsPerSection = 120;
const vocabulary = 30_000;

/** The same numbers for the same seed (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const syllables = ['ba', 'cor', 'del', 'fin', 'gar', 'hul', 'jo', 'ket', 'lam', 'mer', 'nis', 'op', 'per', 'quo', 'ris', 'sal', 'tor', 'um', 'ven', 'wex'];

/** Some are frequent and most are rare, as in any language. */
function word(next: () => number): string {
  let number = Math.floor(vocabulary ** next());
  let text = '';
  do {
    text += syllables[number % syllables.length] ?? '';
    number = Math.floor(number / syllables.length);
  } while (number > 0);
  return text;
}

export function sentence(seed: number, words: number): string {
  const next = random(seed);
  return Array.from({ length: words }, () => word(next)).join(' ');
}

function section(seed: number): string {
  return `# ${sentence(seed + 1, 3)}\n\n${sentence(seed + 2, wordsPerSection)}.\n`;
}

export function writeDocument(folder: string, number: number, seed: number): void {
  const sections = Array.from({ length: sectionsPerFile }, (_, index) => section((seed * sectionsPerFile + index) * 3));
  writeFileSync(path.join(folder, `${number}.md`), sections.join('\n'));
}

export function writeDocuments(folder: string, chunks: number): void {
  mkdirSync(folder, { recursive: true });
  for (let number = 0; number < chunks / sectionsPerFile; number++) writeDocument(folder, number, number);
}

/** A direction for each text, made in no time: what a model would take is not ours to measure. */
export function vectorOf(text: string): Float32Array {
  let seed = 0;
  for (let at = 0; at < text.length; at += 7) seed = Math.imul(seed, 31) + text.charCodeAt(at);
  const next = random(seed);
  return Float32Array.from({ length: dimensions }, () => next() - 0.5);
}
