import type { Embeddings } from './io';

/**
 * Vectors from an Ollama where LLMFLOW_EMBEDDINGS_PROVIDER says so, else from OpenAI, or from the server that OPENAI_BASE_URL names.
 * Nothing loads before it is asked for.
 */
export function environmentEmbeddings(env: Readonly<Record<string, string | undefined>>): Embeddings {
  const settings = async () => {
    const { embeddingsFromEnvironment } = await import('../core/models/settings');
    const settings = embeddingsFromEnvironment(env);
    return { ...settings, provider: settings.provider === 'ollama' ? 'ollama' : 'openai' } as const;
  };
  return {
    embed: async (model, texts, signal) => {
      const { createEmbed } = await import('../core/models/embeddings/createEmbed');
      return createEmbed(settings)(model, texts, signal);
    },
    choose: async (model, signal) => {
      const { chooseEmbeddingModel } = await import('../core/models/embeddings/embeddingModel');
      return chooseEmbeddingModel({ ...(await settings()), model }, signal);
    },
  };
}
