import type * as vscode from 'vscode';
import { settingsFromEnvironment } from '../../core/models/settings';

export const keyedProviders = ['openai', 'anthropic'] as const;
export type KeyedProvider = (typeof keyedProviders)[number];

export type KeySource = 'secret' | 'environment' | 'none';

/** API keys: in VS Code's SecretStorage, else in the environment that VS Code was started in. */
export class ApiKeys {
  readonly onDidChange: vscode.Event<unknown>;

  constructor(
    private readonly secrets: vscode.SecretStorage,
    private readonly environment: Readonly<Record<string, string | undefined>>,
  ) {
    this.onDidChange = secrets.onDidChange;
  }

  async get(provider: KeyedProvider): Promise<string | undefined> {
    return (await this.secrets.get(secretName(provider))) ?? this.#fromEnvironment(provider);
  }

  async source(provider: KeyedProvider): Promise<KeySource> {
    if ((await this.secrets.get(secretName(provider))) !== undefined) return 'secret';
    return this.#fromEnvironment(provider) === undefined ? 'none' : 'environment';
  }

  async store(provider: KeyedProvider, key: string): Promise<void> {
    await this.secrets.store(secretName(provider), key);
  }

  async remove(provider: KeyedProvider): Promise<void> {
    await this.secrets.delete(secretName(provider));
  }

  #fromEnvironment(provider: KeyedProvider): string | undefined {
    return settingsFromEnvironment(this.environment)[provider]?.apiKey;
  }
}

export function isKeyedProvider(id: string): id is KeyedProvider {
  return keyedProviders.some((known) => known === id);
}

function secretName(provider: KeyedProvider): string {
  return `llmflow.apiKey.${provider}`;
}
