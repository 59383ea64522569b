import type { FileLayer } from '../store/fileLayer';
import type { BaseFiles } from './baseFiles';
import { EmbeddingCache } from './embeddingCache';
import { embedTexts } from './embedTexts';
import type { IndexedChunk } from './index/chunk';
import type { Embed, EmbeddingModel, UpdateOptions } from './knowledgeBase';
import type { DocumentChunk } from './scanDocuments';

const noVector = new Float32Array();

/** Gives chunks their vectors: from the index so far, else from the cache, else from the model. */
export async function withVectors(
  chunks: readonly DocumentChunk[],
  old: readonly IndexedChunk[],
  { base, embedding, files, embed }: { base: BaseFiles; embedding: EmbeddingModel; files: FileLayer; embed: Embed },
  { signal, onProgress }: UpdateOptions,
): Promise<IndexedChunk[]> {
  if (embedding.kind === 'lexical') return chunks.map((chunk) => ({ ...chunk, vector: noVector }));
  const known = new Map(old.map(({ text, vector }) => [text, vector]));
  const missing = new Set(chunks.map(({ text }) => text).filter((text) => !known.has(text)));
  if (missing.size === 0) return chunks.map((chunk) => ({ ...chunk, vector: known.get(chunk.text) ?? noVector }));

  const cache = await EmbeddingCache.open(files, base.embeddings, embedding, missing);
  try {
    await embedTexts(missing, { model: embedding, embed, cache, signal, onProgress: (done, total) => onProgress?.({ stage: 'embedding', done, total }) });
    const embedded = chunks.map((chunk) => ({ ...chunk, vector: known.get(chunk.text) ?? cache.get(chunk.text) ?? noVector }));
    await cache.shrink(embedded);
    return embedded;
  } finally {
    await cache.close();
  }
}
