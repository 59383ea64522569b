import type { Usage } from '../run/events';
import { catalog, isProviderId, type ProviderId } from './catalog';

/** US dollars for a million tokens. */
export interface ModelPrice {
  readonly input: number;
  readonly output: number;
}

/** A price list entry: some models cost more for prompts of more than `above` tokens. */
export interface ListedPrice extends ModelPrice {
  readonly long?: ModelPrice & { readonly above: number };
}

export type PriceList = Readonly<Record<string, Readonly<Record<string, ListedPrice>>>>;

/** The providers' published prices on pay-as-you-go, without discounts for batches or caches. As of November 2026. */
export const listPrices: Readonly<Record<'openai' | 'anthropic', Readonly<Record<string, ListedPrice>>>> = {
  openai: {
    'gpt-5-mini': { input: 0.25, output: 2 },
    'gpt-5-nano': { input: 0.05, output: 0.4 },
    'gpt-5': { input: 1.25, output: 10 },
    'gpt-5.4': { input: 2.5, output: 15, long: { above: 272_000, input: 5, output: 22.5 } },
    'gpt-5.4-mini': { input: 0.75, output: 4.5 },
    'gpt-5.4-nano': { input: 0.2, output: 1.25 },
    'gpt-4.1': { input: 2, output: 8 },
    'gpt-4.1-mini': { input: 0.4, output: 1.6 },
    'gpt-4o-mini': { input: 0.15, output: 0.6 },
    'text-embedding-3-small': { input: 0.02, output: 0 },
    'text-embedding-3-large': { input: 0.13, output: 0 },
  },
  anthropic: {
    'claude-sonnet-5-5': { input: 2, output: 10 },
    'claude-opus-5-5': { input: 4, output: 20 },
    'claude-haiku-5-5': { input: 0.1, output: 0.5, long: { above: 100_000, input: 0.5, output: 2.5 } },
    'claude-sonnet-4-6': { input: 3, output: 15 },
    'claude-haiku-4-5': { input: 1, output: 5 },
  },
};

export interface PriceOptions {
  /** The user's own prices by provider and model; they beat the list. */
  readonly overrides?: PriceList;
  /** What `auto` stands for, by provider, where the settings say so. */
  readonly defaultModels?: Readonly<Partial<Record<ProviderId, string>>>;
}

/**
 * What a call costs in US dollars, by the model's name whichever server offers it; null where the price or the tokens are not
 * known. The built-in models cost nothing, nor do those of an Ollama unless the user says so. What VS Code's models cost is between
 * the user and whoever offers them.
 */
export interface Prices {
  readonly cost: (llm_provider: string, model_type: string, usage: Usage | undefined) => number | null;
}

const perMillion = 1e-6;

export function createPrices({ overrides = {}, defaultModels = {} }: PriceOptions = {}): Prices {
  const find = (provider: string, model: string): ListedPrice | undefined =>
    own(own(overrides, provider), model) ?? own(own<PriceList[string]>(listPrices, provider), model);
  return {
    cost(llm_provider, model_type, usage) {
      if (llm_provider === 'builtin') return 0;
      const listed = find(llm_provider, model_type === 'auto' ? defaultModel(llm_provider, defaultModels) : model_type);
      if (!listed && llm_provider === 'ollama') return 0;
      if (!listed || !usage) return null;
      const price = listed.long && usage.input_tokens > listed.long.above ? listed.long : listed;
      return (usage.input_tokens * price.input + usage.output_tokens * price.output) * perMillion;
    },
  };
}

function defaultModel(provider: string, chosen: NonNullable<PriceOptions['defaultModels']>): string {
  return isProviderId(provider) ? (chosen[provider] ?? catalog[provider].defaultModel) : 'auto';
}

/** Names come from files: `constructor` is no entry. */
function own<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return record && Object.hasOwn(record, key) ? record[key] : undefined;
}
