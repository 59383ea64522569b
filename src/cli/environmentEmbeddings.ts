import type { TurnsOf } from '../core/models/rateLimit';
import type { RateLimits } from '../core/models/rateLimitSettings';
import type { Embeddings } from './io';

/** What the command was told about the speed of all that it asks. */
export interface SharedLimits {
  readonly turnsOf: TurnsOf;
  readonly rateLimits: () => RateLimits;
}

/**
 * Vectors from an Ollama where LLMFLOW_EMBEDDINGS_PROVIDER says so, else from OpenAI, or from the server that OPENAI_BASE_URL names.
 * Nothing loads before it is asked for.
 */
export function environmentEmbeddings(env: Readonly<Record<string, string | undefined>>, limits?: SharedLimits): Embeddings {
  const settings = async () => {
    const { embeddingsFromEnvironment } = await import('../core/models/settings');
    const settings = embeddingsFromEnvironment(env);
    return { ...settings, ...(limits && { rateLimits: limits.rateLimits() }), provider: settings.provider === 'ollama' ? 'ollama' : 'openai' } as const;
  };
  return {
    embed: async (model, texts, signal) => {
      const { createEmbed } = await import('../core/models/embeddings/createEmbed');
      return createEmbed(settings, limits && { turnsOf: limits.turnsOf })(model, texts, signal);
    },
    choose: async (model, signal) => {
      const { chooseEmbeddingModel } = await import('../core/models/embeddings/embeddingModel');
      return chooseEmbeddingModel({ ...(await settings()), model }, signal);
    },
  };
}
