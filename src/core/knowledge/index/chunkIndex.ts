import path from 'node:path';
import { LocalIndex } from 'vectra';
import type { FileLayer } from '../../store/fileLayer';
import { KnowledgeError } from '../knowledgeBase';
import { BinaryCodec, DamagedIndex } from './binaryCodec';
import type { IndexedChunk } from './chunk';
import { DurableStorage } from './durableStorage';
import { asNumbers, chunkOf, indexItem } from './indexItem';

export { DamagedIndex };

/** A chunk by its place in the index, with its similarity to the query: a cosine, above 0. */
export interface Neighbour {
  readonly index: number;
  readonly score: number;
}

/**
 * An index file that is read, and never changed: each update writes another one, in one piece. (Vectra's own updates search the
 * index for each item that is inserted, which is quadratic, and leave the instance unusable when saving fails.)
 */
export class ChunkIndex {
  private constructor(
    private readonly index: LocalIndex,
    readonly chunks: readonly IndexedChunk[],
  ) {}

  /** Throws `DamagedIndex`; undefined if there is no such file. */
  static async open(files: FileLayer, file: string): Promise<ChunkIndex | undefined> {
    const storage = new DurableStorage(files);
    const index = new LocalIndex(path.dirname(file), path.basename(file), storage, new BinaryCodec());
    if (!(await storage.pathExists(file))) return undefined;
    try {
      return new ChunkIndex(index, (await index.listItems()).map(chunkOf));
    } catch (error) {
      // An update has replaced it in the meantime.
      if (!(await storage.pathExists(file))) return undefined;
      throw error;
    }
  }

  /** The chunks whose vectors are the most similar, best first. Throws `KnowledgeError` for a vector of other dimensions. */
  async nearest(vector: Float32Array, count: number): Promise<Neighbour[]> {
    const dimensions = this.chunks[0]?.vector.length;
    if (dimensions === undefined) return [];
    if (dimensions !== vector.length) {
      throw new KnowledgeError(`The embedding model answered with ${vector.length} dimensions, the index has ${dimensions}. Choose the model that it was made with, or make a new knowledge base.`);
    }
    if (vector.every((value) => value === 0)) return [];
    const found = await this.index.queryItems(asNumbers(vector), '', count);
    return found.filter(({ score }) => score > 0).map(({ item, score }) => ({ index: Number(item.id), score }));
  }
}

/** Resolves when the file is on the disk. All vectors have the same dimensions. */
export async function writeChunkIndex(files: FileLayer, file: string, chunks: readonly IndexedChunk[]): Promise<void> {
  if (chunks.some(({ vector }) => vector.length !== chunks[0]?.vector.length)) throw new RangeError('The vectors of an index differ in their dimensions.');
  const items = chunks.map((chunk, place) => indexItem(place, chunk));
  await new DurableStorage(files).upsertFile(file, new BinaryCodec().serializeIndex({ version: 1, metadata_config: {}, items }));
}
