import type { EmbeddingModel } from '../../knowledge/knowledgeBase';
import { retrying } from '../retrying';
import { askVectors, embeddingEndpoint } from './createEmbed';
import { defaultEmbeddingModels, type EmbeddingSettings } from './embeddingSettings';

/** What a new knowledge base is made with. How long a model's vectors are is asked with a word. Throws `ModelError`. */
export async function chooseEmbeddingModel(settings: EmbeddingSettings, signal: AbortSignal): Promise<EmbeddingModel> {
  const { provider = 'builtin', retry } = settings;
  if (provider === 'builtin') return { kind: 'lexical' };
  const model = settings.model ?? defaultEmbeddingModels[provider];
  const endpoint = embeddingEndpoint(settings);
  const [vector] = await retrying(endpoint.name, (attempt) => askVectors(endpoint, model, ['dimensions'], attempt), { signal, ...(retry ? { retry } : {}) });
  return { kind: 'openai', model, dimensions: vector?.length ?? 0 };
}
