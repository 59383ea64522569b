import type { EmbeddingModel } from '../../knowledge/knowledgeBase';
import { defaultEmbeddingModels, type EmbeddingSettings } from './embeddingSettings';
import { VectorServer } from './vectorServer';

/**
 * What a new knowledge base is made with. How long a model's vectors are is asked with a word, which
 * waits for no turn: somebody is in front of a dialog. Throws `ModelError`.
 */
export async function chooseEmbeddingModel(settings: EmbeddingSettings, signal: AbortSignal): Promise<EmbeddingModel> {
  const { provider = 'builtin' } = settings;
  if (provider === 'builtin') return { kind: 'lexical' };
  const model = settings.model ?? defaultEmbeddingModels[provider];
  const [vector] = await new VectorServer(settings, {}).vectors(model, ['dimensions'], signal);
  return { kind: 'openai', model, dimensions: vector?.length ?? 0 };
}
