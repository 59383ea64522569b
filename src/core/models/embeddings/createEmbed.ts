import type { Embed, VectorModel } from '../../knowledge/knowledgeBase';
import type { Endpoint } from '../http/endpoint';
import { ModelError } from '../modelError';
import { batches } from './batches';
import type { EmbeddingSettings } from './embeddingSettings';
import { VectorServer, type EmbedOptions } from './vectorServer';

/** The settings, or where to read them at each call. */
export type EmbeddingSettingsSource = EmbeddingSettings | (() => EmbeddingSettings | Promise<EmbeddingSettings>);

/**
 * Vectors from a server that speaks OpenAI's embeddings, batch by batch. The knowledge base names the model; the settings say only
 * where it is asked, and how fast.
 */
export function createEmbed(source: EmbeddingSettingsSource, options: EmbedOptions = {}): Embed {
  return async (model, texts, signal) => {
    const settings = typeof source === 'function' ? await source() : source;
    if (texts.length === 0) return [];
    const server = new VectorServer(settings, options);
    const vectors: Float32Array[] = [];
    for (const batch of batches(texts, server.mostCharacters)) {
      const made = await server.vectors(model.model, batch, signal);
      assertDimensions(model, made, server.endpoint);
      vectors.push(...made);
    }
    return vectors;
  };
}

/** A model of the same name elsewhere may be another one. */
function assertDimensions({ model, dimensions }: VectorModel, vectors: readonly Float32Array[], endpoint: Endpoint): void {
  const other = vectors.find(({ length }) => length !== dimensions);
  if (!other) return;
  const made = `${endpoint.name} makes vectors of ${other.length} numbers with “${model}”; the knowledge base was made with ${dimensions}.`;
  throw new ModelError('bad-answer', `${made} Ask the server that it was made with, or make the knowledge base anew.`);
}
