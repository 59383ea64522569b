import type { AnthropicSettings } from './anthropic';
import type { BuiltinSettings } from './builtin';
import type { ProviderId } from './catalog';
import { isEmbeddingProvider, type EmbeddingSettings } from './embeddings/embeddingSettings';
import type { EndpointSettings } from './http/endpoint';
import type { OllamaSettings } from './ollama';
import { ollamaBaseURL, ollamaOnThisMachine } from './ollamaAddress';
import type { OpenAiSettings } from './openai';
import type { RateLimit } from './rateLimit';
import type { RetryPolicy } from './retryPolicy';

/** All that the user can set about model calls. Keys come from SecretStorage or the environment, never from a workspace. */
export interface ModelSettings {
  readonly builtin?: BuiltinSettings;
  readonly openai?: OpenAiSettings;
  readonly anthropic?: AnthropicSettings;
  readonly ollama?: OllamaSettings;
  readonly retry?: Partial<RetryPolicy>;
  readonly idleTimeoutMs?: number;
  readonly rateLimits?: Readonly<Partial<Record<ProviderId, RateLimit>>>;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Keys and base URLs from the variables that the providers' own tools read; an empty one counts as absent. */
export function settingsFromEnvironment(env: Environment): ModelSettings {
  const ollama = ollamaBaseURL(env.OLLAMA_BASE_URL) ?? ollamaOnThisMachine(env.OLLAMA_HOST);
  return {
    openai: endpointSettings(env.OPENAI_API_KEY, env.OPENAI_BASE_URL),
    anthropic: endpointSettings(env.ANTHROPIC_API_KEY, env.ANTHROPIC_BASE_URL),
    ollama: ollama === undefined ? {} : { baseURL: ollama },
  };
}

/** Who makes vectors in a terminal, by `LLMFLOW_EMBEDDINGS_PROVIDER`; a provider that is none counts as absent. */
export function embeddingsFromEnvironment(env: Environment): EmbeddingSettings {
  const { openai = {}, ollama = {} } = settingsFromEnvironment(env);
  const provider = env.LLMFLOW_EMBEDDINGS_PROVIDER?.trim() ?? '';
  return { openai, ollama, ...(isEmbeddingProvider(provider) ? { provider } : {}) };
}

function endpointSettings(apiKey: string | undefined, baseURL: string | undefined): EndpointSettings {
  return { ...(apiKey?.trim() ? { apiKey } : {}), ...(baseURL?.trim() ? { baseURL } : {}) };
}
