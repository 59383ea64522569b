/** A provider as dropdowns, rules and messages know it. Nothing here loads an SDK. */
export interface ProviderInfo {
  readonly label: string;
  /** What `auto` stands for, unless the settings say otherwise; `auto`: only the provider knows. */
  readonly defaultModel: string;
  /** Suggestions: any other name that the provider knows is as good. */
  readonly models: readonly string[];
}

export const providerIds = ['builtin', 'openai', 'anthropic', 'ollama', 'vscode'] as const;
export type ProviderId = (typeof providerIds)[number];

/** The providers that answer with language models: they have prices and limits. */
export type RemoteProviderId = Exclude<ProviderId, 'builtin'>;
export const remoteProviderIds = providerIds.filter((id): id is RemoteProviderId => id !== 'builtin');

export const builtinModels = ['echo', 'sentiment', 'summarize', 'keywords'] as const;
export type BuiltinModelId = (typeof builtinModels)[number];

export const catalog: Readonly<Record<ProviderId, ProviderInfo>> = {
  builtin: { label: 'Built-in (no language model)', defaultModel: 'auto', models: builtinModels },
  openai: {
    label: 'OpenAI',
    defaultModel: 'gpt-5-mini',
    models: ['gpt-5-mini', 'gpt-5-nano', 'gpt-5', 'gpt-5.4', 'gpt-5.4-mini', 'gpt-5.4-nano', 'gpt-4.1', 'gpt-4.1-mini', 'gpt-4o-mini'],
  },
  anthropic: {
    label: 'Anthropic',
    defaultModel: 'claude-sonnet-5-5',
    models: ['claude-sonnet-5-5', 'claude-opus-5-5', 'claude-haiku-5-5', 'claude-sonnet-4-6', 'claude-haiku-4-5'],
  },
  // What these two offer is known only where they are.
  ollama: { label: 'Ollama (on this machine)', defaultModel: 'auto', models: [] },
  vscode: { label: 'VS Code (Copilot and other extensions)', defaultModel: 'auto', models: [] },
};

export function isProviderId(id: string): id is ProviderId {
  return Object.hasOwn(catalog, id);
}

export function isRemoteProviderId(id: string): id is RemoteProviderId {
  return isProviderId(id) && id !== 'builtin';
}

/** The provider's label, or the name as it stands in the file. */
export function providerLabel(id: string): string {
  return isProviderId(id) ? catalog[id].label : id;
}
