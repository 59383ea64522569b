import * as vscode from 'vscode';
import type { Embed } from '../../core/knowledge/knowledgeBase';
import { catalog, providerIds, type ProviderId } from '../../core/models/catalog';
import { createEmbed } from '../../core/models/embeddings/createEmbed';
import { chooseEmbeddingModel } from '../../core/models/embeddings/embeddingModel';
import type { EmbeddingSettings } from '../../core/models/embeddings/embeddingSettings';
import { embeddingEndpoint } from '../../core/models/embeddings/vectorServer';
import type { KnownModels, ModelListStore } from '../../core/models/lists/modelLists';
import { offeredModels } from '../../core/models/lists/offeredModels';
import { ollamaBaseURL } from '../../core/models/ollamaAddress';
import { createPrices, type Prices } from '../../core/models/prices';
import { createTurnsOf } from '../../core/models/rateLimit';
import { createModels, type Models } from '../../core/models/registry';
import { settingsFromEnvironment, type ModelSettings } from '../../core/models/settings';
import type { NodePorts } from '../../core/run/executeNode';
import type { ModelDefaults } from '../../core/run/runRequest';
import type { ProviderInfo } from '../../shared/protocol';
import type { EmbeddingOffer } from '../knowledge/newKnowledgeBase';
import { embeddingSettings, modelSettings, runSettings } from '../settings';
import { TrustError } from '../trust';
import { isKeyedProvider, keyedProviders, type ApiKeys, type KeyedProvider } from './apiKeys';
import { HostModelLists } from './hostModelLists';
import { modelListMemory } from './modelListMemento';
import { SpendingSettings } from './spendingSettings';
import { noModels } from './vscodeFailure';
import { createVsCodeProvider, type LanguageModels } from './vscodeModels';

interface Options {
  /** Where the providers' lists of models are kept. Default: with the window. */
  readonly lists?: ModelListStore;
  readonly lm?: LanguageModels;
  readonly isTrusted?: () => boolean;
}

/** The models that the user's settings, keys and environment give. A workspace has no say in it. */
export class ModelService implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable;
  readonly #models: Models;
  readonly #lists: HostModelLists;
  readonly #spending = new SpendingSettings();
  readonly #isTrusted: () => boolean;
  /** Answers and vectors count together where one provider gives both. */
  readonly #turnsOf = createTurnsOf();

  /** Settings or keys have changed, or what is known of the providers' models. */
  readonly onDidChange = this.#changed.event;
  readonly ask: NodePorts['ask'] = (request, signal) => this.#trusted().#models.stream(request, signal);
  readonly embed: Embed = createEmbed(() => this.#trusted().#embeddingSettings(), { turnsOf: this.#turnsOf });

  constructor(
    private readonly keys: ApiKeys,
    private readonly environment: Readonly<Record<string, string | undefined>>,
    { lists: store = modelListMemory(), lm = vscode.lm, isTrusted = () => vscode.workspace.isTrusted }: Options = {},
  ) {
    this.#isTrusted = isTrusted;
    this.#models = createModels(() => this.#settings(), createVsCodeProvider(lm), this.#turnsOf);
    this.#lists = new HostModelLists({
      settings: () => this.#settings(),
      detectOllama: () => modelSettings().ollama.detect,
      store,
      lm,
      isTrusted,
      changed: () => this.#changed.fire(),
    });
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      this.#lists,
      keys.onDidChange(() => {
        this.#changed.fire();
        // Another key may be allowed other models.
        void this.#lists.changed(keyedProviders);
      }),
      vscode.lm.onDidChangeChatModels(() => void this.#lists.changed(['vscode'])),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#changed.fire()),
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
    const { openai, anthropic, ollama } = modelSettings();
    const defaultModels = defined({ openai: openai.model, anthropic: anthropic.model, ollama: ollama.model });
    return createPrices({ overrides: this.#spending.prices, defaultModels });
  }

  /** What can be chosen from, as far as it is known now; the lists of the providers are asked for meanwhile. */
  async providers(): Promise<ProviderInfo[]> {
    const settings = await this.#settings();
    return Promise.all(providerIds.map((id) => this.#provider(id, settings)));
  }

  /** Asks the providers again which models they have. */
  refreshLists(): Promise<void> {
    return this.#lists.refresh();
  }

  /** The embedding model that is set up for new knowledge bases; undefined where none is. Asks it how long its vectors are. */
  async embeddingOffer(): Promise<EmbeddingOffer | undefined> {
    const settings = await this.#trusted().#embeddingSettings();
    const embedding = await chooseEmbeddingModel(settings, AbortSignal.timeout(embeddingOfferMs));
    return embedding.kind === 'lexical' ? undefined : { embedding, server: new URL(embeddingEndpoint(settings).baseURL).host };
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  /** Whoever may ask has made sure of it; this is the last door before the network. */
  #trusted(): this {
    if (!this.#isTrusted()) throw new TrustError('models');
    return this;
  }

  async #provider(id: ProviderId, settings: ModelSettings): Promise<ProviderInfo> {
    const { label } = catalog[id];
    const known = (await this.#lists.known(id)) ?? {};
    const isOwnServer = !isKeyedProvider(id) || settings[id]?.baseURL !== undefined;
    const { models, note } = offeredModels(id, known, isOwnServer);
    const missing = isKeyedProvider(id) ? missingKey(id, settings) : nothingThere(id, known);
    return { id, label, models: [...models], ...defined({ missing, note: missing === undefined ? note : undefined }) };
  }

  async #embeddingSettings(): Promise<EmbeddingSettings> {
    const { openai, ollama, retry, rateLimits, idleTimeoutMs } = await this.#settings();
    return defined({ ...embeddingSettings(), openai, ollama, retry, rateLimits, timeoutMs: idleTimeoutMs });
  }

  async #settings(): Promise<ModelSettings> {
    const environment = settingsFromEnvironment(this.environment);
    const { openai, anthropic, ollama } = modelSettings();
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
      ollama: defined({ baseURL: ollamaBaseURL(ollama.baseURL) ?? environment.ollama?.baseURL, defaultModel: ollama.model }),
      retry: { maxAttempts },
      idleTimeoutMs,
      rateLimits: this.#spending.rateLimits,
    };
  }
}

/** Nobody waits longer in front of a dialog. */
const embeddingOfferMs = 15_000;

function missingKey(id: KeyedProvider, { [id]: endpoint }: ModelSettings): string | undefined {
  // Servers of one's own need no key.
  if (endpoint?.apiKey !== undefined || endpoint?.baseURL !== undefined) return undefined;
  return `${catalog[id].label} needs an API key.`;
}

/** Why a provider on this machine has nothing to offer. */
function nothingThere(id: ProviderId, { list, problem }: KnownModels): string | undefined {
  if (id === 'builtin') return undefined;
  if (problem !== undefined) return problem;
  if (list?.models.length !== 0) return undefined;
  return id === 'ollama' ? 'Ollama has no language model installed: “ollama pull” gets one.' : noModels().message;
}

/** The object without its undefined fields. */
function defined<T extends object>(fields: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]?: Exclude<T[Key], undefined>;
  };
}
