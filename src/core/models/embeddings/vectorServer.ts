import type { Usage } from '../../run/events';
import { systemClock, type Clock } from '../clock';
import { resolveEndpoint, type Endpoint } from '../http/endpoint';
import { requestJson } from '../http/requestJson';
import { ModelError } from '../modelError';
import { ollamaService } from '../ollama';
import { openAiService } from '../openai';
import { mostCharacters, type Turns, type TurnsOf } from '../rateLimit';
import { retrying } from '../retrying';
import type { EmbeddingSettings } from './embeddingSettings';
import { readTokens, readVectors } from './readVectors';

export interface EmbedOptions {
  /** Whose turns the requests take: they count together with all else that is asked of the provider. Default: nobody waits. */
  readonly turnsOf?: TurnsOf;
  readonly clock?: Clock;
  readonly random?: () => number;
}

/** Throws `ModelError` where there is no key for OpenAI itself, or an address that is none. */
export function embeddingEndpoint({ provider, openai = {}, ollama = {} }: EmbeddingSettings): Endpoint {
  return provider === 'ollama' ? resolveEndpoint(ollamaService, ollama) : resolveEndpoint(openAiService, openai);
}

/** Who makes vectors by the settings: Ollama where that is chosen, else OpenAI or the server that its base URL names. */
export class VectorServer {
  readonly endpoint: Endpoint;
  /** Of all texts of one request together. */
  readonly mostCharacters: number;
  readonly #turns: Turns | undefined;

  /** Throws as `embeddingEndpoint` does. */
  constructor(
    private readonly settings: EmbeddingSettings,
    private readonly options: EmbedOptions,
  ) {
    const provider = settings.provider === 'ollama' ? 'ollama' : 'openai';
    const limit = settings.rateLimits?.[provider];
    this.endpoint = embeddingEndpoint(settings);
    this.mostCharacters = mostCharacters(limit ?? {});
    this.#turns = options.turnsOf?.(provider, limit);
  }

  /** One request, with its retries; each attempt takes a turn. */
  vectors(model: string, texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]> {
    const { retry, timeoutMs } = this.settings;
    const { clock = systemClock, random = Math.random } = this.options;
    const characters = texts.reduce((sum, { length }) => sum + length, 0);
    let settle: ((usage: Usage) => void) | undefined;
    const attempt = async (until: AbortSignal) => {
      const answer = await this.#ask(model, texts, until);
      const vectors = readVectors(answer, texts.length, this.endpoint);
      const input_tokens = readTokens(answer);
      if (input_tokens !== undefined) settle?.({ input_tokens, output_tokens: 0 });
      return vectors;
    };
    return retrying(this.endpoint.name, attempt, {
      signal,
      clock,
      random,
      turn: async (until) => void (settle = await this.#turns?.(characters, until)),
      ...(retry ? { retry } : {}),
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    });
  }

  /** Base64 is a quarter of the bytes; a server that knows only numbers sends those, or refuses and is asked again. */
  async #ask(model: string, texts: readonly string[], signal: AbortSignal): Promise<unknown> {
    // An empty text is refused; a space stands for nothing as well.
    const input = texts.map((text) => text || ' ');
    const ask = (more: object) => requestJson(this.endpoint, { path: '/embeddings', body: { model, input, ...more }, model, signal });
    try {
      return await ask({ encoding_format: 'base64' });
    } catch (error) {
      const isRefused = error instanceof ModelError && error.kind === 'bad-request' && (error.detail ?? '').includes('encoding_format');
      if (isRefused) return ask({});
      throw error;
    }
  }
}
