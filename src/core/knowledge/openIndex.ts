import type { FileLayer } from '../store/fileLayer';
import { indexFile, type BaseFiles } from './baseFiles';
import type { ChunkIndex } from './index/chunkIndex';
import type { Contents } from './records';

/** The index that `contents` names; undefined if an update has replaced it, or if it is damaged. */
export type OpenedIndex = { readonly state: 'open'; readonly index: ChunkIndex } | { readonly state: 'missing' } | { readonly state: 'damaged' };

/** Opens the index that `contents` names. Vectra is loaded when the first one is. */
export async function openIndex(files: FileLayer, base: BaseFiles, { generation, chunks }: Contents): Promise<OpenedIndex> {
  const { ChunkIndex, DamagedIndex } = await import('./index/chunkIndex');
  try {
    const index = await ChunkIndex.open(files, indexFile(base, generation));
    if (index === undefined) return { state: 'missing' };
    return index.chunks.length === chunks ? { state: 'open', index } : { state: 'damaged' };
  } catch (error) {
    if (error instanceof DamagedIndex) return { state: 'damaged' };
    throw error;
  }
}
