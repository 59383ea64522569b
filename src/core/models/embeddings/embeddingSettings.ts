import type { EndpointSettings } from '../http/endpoint';
import type { RateLimits } from '../rateLimitSettings';
import type { RetryPolicy } from '../retryPolicy';

/** `builtin`: by words, without a model. */
export const embeddingProviders = ['builtin', 'openai', 'ollama'] as const;
export type EmbeddingProvider = (typeof embeddingProviders)[number];

export const defaultEmbeddingModels: Readonly<Record<Exclude<EmbeddingProvider, 'builtin'>, string>> = {
  openai: 'text-embedding-3-small',
  ollama: 'nomic-embed-text',
};

/** Who makes vectors of texts, as the user has set it. */
export interface EmbeddingSettings {
  /** Default `builtin`. */
  readonly provider?: EmbeddingProvider;
  /** What new knowledge bases are made with. Default: a usual one of the provider. */
  readonly model?: string;
  readonly openai?: EndpointSettings;
  readonly ollama?: Pick<EndpointSettings, 'baseURL'>;
  /** Those of the providers: vectors and answers are counted together. */
  readonly rateLimits?: RateLimits;
  readonly retry?: Partial<RetryPolicy>;
  /** How long one request may take. */
  readonly timeoutMs?: number;
}

export function isEmbeddingProvider(id: string): id is EmbeddingProvider {
  return embeddingProviders.some((known) => known === id);
}
