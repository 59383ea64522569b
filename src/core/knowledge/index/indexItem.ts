import { ItemSelector, type IndexItem } from 'vectra';
import type { IndexedChunk } from './chunk';

/** A chunk as Vectra's item; its id is its place in the index. */
export function indexItem(place: number, { vector, ...metadata }: IndexedChunk): IndexItem {
  const numbers = asNumbers(vector);
  return {
    id: String(place),
    metadata,
    vector: numbers,
    // Vectra divides by it: with a norm of zero it would answer NaN, which can come out on top.
    norm: ItemSelector.normalize(numbers) || Infinity,
  };
}

export function chunkOf({ metadata, vector }: IndexItem): IndexedChunk {
  const { text, source, heading, line, endLine } = metadata;
  if (typeof text !== 'string' || typeof source !== 'string' || typeof heading !== 'string' || typeof line !== 'number' || typeof endLine !== 'number') {
    throw new TypeError('An item of the index is no chunk of a document.');
  }
  return { text, source, heading, line, endLine, vector: asFloats(vector) };
}

/** Vectra reads vectors by place and length only; as an array of its own, each would take twice the memory. */
export function asNumbers(vector: Float32Array): number[] {
  return vector as unknown as number[];
}

function asFloats(vector: number[] | Float32Array): Float32Array {
  return vector instanceof Float32Array ? vector : Float32Array.from(vector);
}
