import * as vscode from 'vscode';
import { anthropicService } from '../../core/models/anthropic';
import { providerIds, type ProviderId } from '../../core/models/catalog';
import { systemClock } from '../../core/models/clock';
import { httpModels } from '../../core/models/lists/httpModels';
import { ModelLists, type KnownModels, type ModelListSource, type ModelListStore } from '../../core/models/lists/modelLists';
import { ModelError } from '../../core/models/modelError';
import { ollamaService } from '../../core/models/ollama';
import { openAiService } from '../../core/models/openai';
import type { ModelSettings } from '../../core/models/settings';
import { vscodeModelNames, type LanguageModels } from './vscodeModels';

interface Parts {
  readonly settings: () => Promise<ModelSettings>;
  /** Whether to look for an Ollama that the settings do not name. */
  readonly detectOllama: () => boolean;
  readonly store: ModelListStore;
  readonly lm: LanguageModels;
  readonly isTrusted: () => boolean;
  /** What is known has changed. */
  readonly changed: () => void;
}

/** The models that the user's providers offer, asked of them. An untrusted workspace asks nobody. */
export class HostModelLists {
  readonly #lists: ModelLists;
  readonly #wanted = new Set<ProviderId>();

  constructor(private readonly parts: Parts) {
    const { store, changed } = parts;
    this.#lists = new ModelLists({ store, changed, clock: systemClock });
  }

  /** Undefined for a provider that cannot be asked: built in, without a key, not looked for. */
  async known(id: ProviderId): Promise<KnownModels | undefined> {
    this.#wanted.add(id);
    const source = await this.#source(id);
    return source && this.#lists.known(id, source);
  }

  /** Asks the given providers, those of them that can be asked. */
  async refresh(ids: readonly ProviderId[] = providerIds): Promise<void> {
    await Promise.all(
      ids.map(async (id) => {
        const source = await this.#source(id);
        if (source) await this.#lists.refresh(id, source);
      }),
    );
  }

  /** Asks the given providers if anybody has wanted to know about them. */
  async changed(ids: readonly ProviderId[]): Promise<void> {
    await this.refresh(ids.filter((id) => this.#wanted.has(id)));
  }

  dispose(): void {
    this.#lists.dispose();
  }

  async #source(id: ProviderId): Promise<ModelListSource | undefined> {
    if (!this.parts.isTrusted()) return undefined;
    const { openai = {}, anthropic = {}, ollama = {} } = await this.parts.settings();
    try {
      switch (id) {
        case 'builtin':
          return undefined;
        case 'openai':
          return httpModels(id, openAiService, openai);
        case 'anthropic':
          return httpModels(id, anthropicService, anthropic);
        case 'ollama':
          return ollama.baseURL !== undefined || this.parts.detectOllama() ? httpModels(id, ollamaService, ollama) : undefined;
        case 'vscode':
          return { address: vscode.env.appName, isFleeting: true, ask: () => vscodeModelNames(this.parts.lm) };
      }
    } catch (error) {
      // No key, or an address that is none: a run says so.
      if (error instanceof ModelError) return undefined;
      throw error;
    }
  }
}
