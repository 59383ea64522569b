import { KnowledgeError, type Embed, type VectorModel } from './knowledgeBase';
import type { EmbeddingCache } from './embeddingCache';

/** Small enough that a cancelled update loses little, large enough that requests are few. */
const batchSize = 64;
const lanes = 4;

/**
 * The vectors of texts, from the cache or from the model; what the model answers is in the cache, on the disk, before more is
 * asked. Throws what `embed` throws, once the requests under way have ended, and `KnowledgeError` for an answer that is none.
 */
export async function embedTexts(
  texts: ReadonlySet<string>,
  { model, embed, cache, signal, onProgress }: { model: VectorModel; embed: Embed; cache: EmbeddingCache; signal: AbortSignal; onProgress: (done: number, total: number) => void },
): Promise<void> {
  const missing = [...texts].filter((text) => cache.get(text) === undefined);
  let next = 0;
  let done = 0;
  let failed = false;

  async function lane(): Promise<void> {
    while (next < missing.length && !failed) {
      signal.throwIfAborted();
      const batch = missing.slice(next, (next += batchSize));
      try {
        const vectors = await embed(model, batch, signal);
        checkVectors(model, vectors, batch.length);
        await cache.add(batch, vectors);
      } catch (error) {
        failed = true;
        throw error;
      }
      onProgress((done += batch.length), missing.length);
    }
  }

  if (missing.length > 0) onProgress(0, missing.length);
  const running = Array.from({ length: lanes }, lane);
  await Promise.allSettled(running);
  signal.throwIfAborted();
  await Promise.all(running);
}

/** Throws `KnowledgeError` unless there are as many vectors as wanted, each with the model's dimensions and of finite numbers. */
export function checkVectors(model: VectorModel, vectors: readonly Float32Array[], wanted: number): void {
  if (vectors.length !== wanted) throw refused(model, `gave ${vectors.length} vectors for ${wanted} texts`);
  for (const vector of vectors) {
    if (vector.length !== model.dimensions) throw refused(model, `gave a vector of ${vector.length} dimensions instead of ${model.dimensions}`);
    if (!vector.every(Number.isFinite)) throw refused(model, 'gave a vector with something in it that is no number');
  }
}

function refused({ model }: VectorModel, what: string): KnowledgeError {
  return new KnowledgeError(`The embedding model ${model} ${what}. Nothing of that was kept. Check that the server offers this model, with these dimensions.`);
}
