import * as vscode from 'vscode';
import { catalog, providerIds, type ProviderId } from '../../core/models/catalog';
import { createPrices, type Prices } from '../../core/models/prices';
import { createModels, type Models } from '../../core/models/registry';
import { settingsFromEnvironment, type ModelSettings } from '../../core/models/settings';
import type { NodePorts } from '../../core/run/executeNode';
import type { ModelDefaults } from '../../core/run/runRequest';
import type { ProviderInfo } from '../../shared/protocol';
import { modelSettings, runSettings } from '../settings';
import { isKeyedProvider, type ApiKeys } from './apiKeys';
import { SpendingSettings } from './spendingSettings';

/** The models that the user's settings, keys and environment give. A workspace has no say in it. */
export class ModelService implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable;
  readonly #models: Models = createModels(() => this.#settings());
  readonly #spending = new SpendingSettings();

  /** Settings or keys have changed. */
  readonly onDidChange = this.#changed.event;
  readonly ask: NodePorts['ask'] = (request, signal) => this.#models.stream(request, signal);

  constructor(
    private readonly keys: ApiKeys,
    private readonly environment: Readonly<Record<string, string | undefined>>,
  ) {
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      keys.onDidChange(() => this.#changed.fire()),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('llmflow')) this.#changed.fire();
      }),
    );
  }

  get defaults(): ModelDefaults {
    return modelSettings().defaults;
  }

  /** As the settings stand now: a run keeps those that it began with. */
  get prices(): Prices {
    const { openai, anthropic } = modelSettings();
    return createPrices({ overrides: this.#spending.prices, defaultModels: defined({ openai: openai.model, anthropic: anthropic.model }) });
  }

  providers(): Promise<ProviderInfo[]> {
    return Promise.all(
      providerIds.map(async (id) => {
        const { label, models } = catalog[id];
        return { id, label, models: ['auto', ...models], missing: await this.#missing(id) };
      }),
    );
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  async #missing(id: ProviderId): Promise<string | undefined> {
    if (!isKeyedProvider(id)) return undefined;
    const { [id]: endpoint } = await this.#settings();
    // Servers of one's own, such as Ollama, need no key.
    if (endpoint?.apiKey !== undefined || endpoint?.baseURL !== undefined) return undefined;
    return `${catalog[id].label} needs an API key.`;
  }

  async #settings(): Promise<ModelSettings> {
    const environment = settingsFromEnvironment(this.environment);
    const { openai, anthropic } = modelSettings();
    const { maxAttempts, idleTimeoutMs } = runSettings();
    const [openaiKey, anthropicKey] = await Promise.all([this.keys.get('openai'), this.keys.get('anthropic')]);
    return {
      openai: defined({ apiKey: openaiKey, baseURL: openai.baseURL ?? environment.openai?.baseURL, defaultModel: openai.model }),
      anthropic: defined({
        apiKey: anthropicKey,
        baseURL: anthropic.baseURL ?? environment.anthropic?.baseURL,
        defaultModel: anthropic.model,
        maxTokens: anthropic.maxOutputTokens,
      }),
      retry: { maxAttempts },
      idleTimeoutMs,
      rateLimits: this.#spending.rateLimits,
    };
  }
}

/** The object without its undefined fields. */
function defined<T extends object>(fields: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]?: Exclude<T[Key], undefined>;
  };
}
