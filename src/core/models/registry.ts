import { createAnthropicProvider } from './anthropic';
import { createBuiltinProvider } from './builtin';
import { isProviderId, providerIds, type ProviderId } from './catalog';
import { ModelError } from './modelError';
import { onlyInVsCode } from './onlyInVsCode';
import { createOllamaProvider } from './ollama';
import { createOpenAiProvider } from './openai';
import { createTurnsOf, type TurnsOf } from './rateLimit';
import type { ModelProvider, ModelRequest } from './provider';
import type { ModelSettings } from './settings';
import { streamAnswer, type AnswerEvent } from './streamAnswer';

export interface Models {
  /** Throws `ModelError` (unknown-provider). */
  provider(id: string): ModelProvider;
  /** One whole answer of the provider that the request names, with the retries and time limits that are set. */
  stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<AnswerEvent>;
}

/** The settings, or where to read them at each call: a key that is set while a run goes on counts from the next call. */
export type ModelSettingsSource = ModelSettings | (() => ModelSettings | Promise<ModelSettings>);

/**
 * `vscode`: the provider of the models that VS Code offers, which only the extension host can reach. `turnsOf`: whose turns these calls
 * take, where others ask the same providers.
 */
export function createModels(source: ModelSettingsSource, vscode: ModelProvider = onlyInVsCode, turnsOf: TurnsOf = createTurnsOf()): Models {
  const read = typeof source === 'function' ? source : () => source;
  const providers: Readonly<Record<ProviderId, ModelProvider>> = {
    builtin: following('builtin', async () => (await read()).builtin ?? {}, createBuiltinProvider),
    openai: following('openai', async () => (await read()).openai ?? {}, createOpenAiProvider),
    anthropic: following('anthropic', async () => (await read()).anthropic ?? {}, createAnthropicProvider),
    ollama: following('ollama', async () => (await read()).ollama ?? {}, createOllamaProvider),
    vscode,
  };
  const models: Models = {
    provider(id) {
      if (isProviderId(id)) return providers[id];
      throw new ModelError('unknown-provider', `There is no provider “${id}”. Set llm_provider to ${providerIds.join(', ')}.`);
    },
    async *stream(request, signal) {
      const { retry = {}, idleTimeoutMs, rateLimits = {} } = await read();
      const provider = models.provider(request.llm_provider);
      const turns = isProviderId(provider.id) ? turnsOf(provider.id, rateLimits[provider.id]) : undefined;
      yield* streamAnswer(provider, request, {
        signal,
        retry,
        ...(idleTimeoutMs === undefined ? {} : { idleTimeoutMs }),
        ...(turns ? { turns } : {}),
      });
    },
  };
  return models;
}

/** A provider that is made anew when its settings have changed since the last call. */
function following<Settings>(
  id: ProviderId,
  read: () => Promise<Settings>,
  create: (settings: Settings) => ModelProvider,
): ModelProvider {
  let current: { fingerprint: string; provider: ModelProvider } | undefined;
  return {
    id,
    async *stream(request, signal) {
      const settings = await read();
      const fingerprint = JSON.stringify(settings);
      if (current?.fingerprint !== fingerprint) current = { fingerprint, provider: create(settings) };
      yield* current.provider.stream(request, signal);
    },
  };
}
