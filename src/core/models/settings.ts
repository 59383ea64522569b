import type { AnthropicSettings } from './anthropic';
import type { BuiltinSettings } from './builtin';
import type { ProviderId } from './catalog';
import type { EndpointSettings } from './http/endpoint';
import type { OpenAiSettings } from './openai';
import type { RateLimit } from './rateLimit';
import type { RetryPolicy } from './retryPolicy';

/** All that the user can set about model calls. Keys come from SecretStorage or the environment, never from a workspace. */
export interface ModelSettings {
  readonly builtin?: BuiltinSettings;
  readonly openai?: OpenAiSettings;
  readonly anthropic?: AnthropicSettings;
  readonly retry?: Partial<RetryPolicy>;
  readonly idleTimeoutMs?: number;
  readonly rateLimits?: Readonly<Partial<Record<ProviderId, RateLimit>>>;
}

/** Keys and base URLs from the variables that the providers' own tools read; an empty one counts as absent. */
export function settingsFromEnvironment(env: Readonly<Record<string, string | undefined>>): ModelSettings {
  return {
    openai: endpointSettings(env.OPENAI_API_KEY, env.OPENAI_BASE_URL),
    anthropic: endpointSettings(env.ANTHROPIC_API_KEY, env.ANTHROPIC_BASE_URL),
  };
}

function endpointSettings(apiKey: string | undefined, baseURL: string | undefined): EndpointSettings {
  return { ...(apiKey?.trim() ? { apiKey } : {}), ...(baseURL?.trim() ? { baseURL } : {}) };
}
