import { createHash } from 'node:crypto';

/** A direction for each text: that of its words, so that texts that share words are near to each other. */
export function vectorOf(text: string, dimensions: number): Float32Array {
  const vector = new Float32Array(dimensions);
  for (const word of text.toLowerCase().match(/\w+/g) ?? []) {
    const place = createHash('md5').update(word).digest().readUInt32LE() % dimensions;
    vector[place] = (vector[place] ?? 0) + 1;
  }
  return vector;
}
