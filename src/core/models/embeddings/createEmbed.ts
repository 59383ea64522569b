import type { Embed, VectorModel } from '../../knowledge/knowledgeBase';
import { systemClock, type Clock } from '../clock';
import { resolveEndpoint, type Endpoint } from '../http/endpoint';
import { requestJson } from '../http/requestJson';
import { ModelError } from '../modelError';
import { ollamaService } from '../ollama';
import { openAiService } from '../openai';
import { retrying } from '../retrying';
import { batches } from './batches';
import type { EmbeddingSettings } from './embeddingSettings';
import { readVectors } from './readVectors';

/** The settings, or where to read them at each call. */
export type EmbeddingSettingsSource = EmbeddingSettings | (() => EmbeddingSettings | Promise<EmbeddingSettings>);

export interface EmbedOptions {
  readonly clock?: Clock;
  readonly random?: () => number;
}

/**
 * Vectors from a server that speaks OpenAI's embeddings, batch by batch. The knowledge base names the model; the settings say only
 * where it is asked: of Ollama where that is chosen, else of OpenAI or the server that its base URL names.
 */
export function createEmbed(source: EmbeddingSettingsSource, options: EmbedOptions = {}): Embed {
  return async (model, texts, signal) => {
    const settings = typeof source === 'function' ? await source() : source;
    const vectors: Float32Array[] = [];
    for (const batch of batches(texts)) vectors.push(...(await embedBatch(model, batch, settings, signal, options)));
    return vectors;
  };
}

/** Throws `ModelError` where there is no key for OpenAI itself, or an address that is none. */
export function embeddingEndpoint({ provider, openai = {}, ollama = {} }: EmbeddingSettings): Endpoint {
  return provider === 'ollama' ? resolveEndpoint(ollamaService, ollama) : resolveEndpoint(openAiService, openai);
}

async function embedBatch(
  model: VectorModel,
  texts: readonly string[],
  settings: EmbeddingSettings,
  signal: AbortSignal,
  { clock = systemClock, random = Math.random }: EmbedOptions,
): Promise<Float32Array[]> {
  const endpoint = embeddingEndpoint(settings);
  const { retry, timeoutMs } = settings;
  const vectors = await retrying(endpoint.name, (attempt) => askVectors(endpoint, model.model, texts, attempt), {
    signal,
    clock,
    random,
    ...(retry ? { retry } : {}),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });
  assertDimensions(model, vectors, endpoint);
  return vectors;
}

/** One attempt. Base64 is a quarter of the bytes; a server that knows only numbers sends those, or refuses and is asked again. */
export async function askVectors(endpoint: Endpoint, model: string, texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]> {
  // An empty text is refused; a space stands for nothing as well.
  const input = texts.map((text) => text || ' ');
  const ask = (more: object) => requestJson(endpoint, { path: '/embeddings', body: { model, input, ...more }, model, signal });
  const answer = await ask({ encoding_format: 'base64' }).catch((error: unknown) => {
    const isRefused = error instanceof ModelError && error.kind === 'bad-request' && (error.detail ?? '').includes('encoding_format');
    if (isRefused) return ask({});
    throw error;
  });
  return readVectors(answer, texts.length, endpoint);
}

/** A model of the same name elsewhere may be another one. */
function assertDimensions({ model, dimensions }: VectorModel, vectors: readonly Float32Array[], endpoint: Endpoint): void {
  const other = vectors.find(({ length }) => length !== dimensions);
  if (!other) return;
  const made = `${endpoint.name} makes vectors of ${other.length} numbers with “${model}”; the knowledge base was made with ${dimensions}.`;
  throw new ModelError('bad-answer', `${made} Ask the server that it was made with, or make the knowledge base anew.`);
}
