import * as z from 'zod';
import type { Endpoint } from '../http/endpoint';
import { failure } from '../http/failures';
import { requestJson } from '../http/requestJson';
import { isChatModel } from './chatModels';

/** The providers whose models can be asked for over HTTP. */
export type ListingProvider = 'openai' | 'anthropic' | 'ollama';

/** The names of the models that an endpoint offers for answers, in its own order. Throws `ModelError`. */
export async function askModels(provider: ListingProvider, endpoint: Endpoint, signal: AbortSignal): Promise<string[]> {
  const models = provider === 'anthropic' ? await askAnthropic(endpoint, signal) : await askOpenAi(endpoint, signal);
  return [...new Set(models)].filter(isChatModel);
}

/** Some servers leave `data` out, or null, where they have no model. */
const openAiList = z.object({ data: z.array(z.object({ id: z.string() })).nullish() });

async function askOpenAi(endpoint: Endpoint, signal: AbortSignal): Promise<string[]> {
  const { data: list } = openAiList.safeParse(await requestJson(endpoint, { path: '/models', signal }));
  if (!list) throw unreadable(endpoint);
  return (list.data ?? []).map(({ id }) => id);
}

const anthropicPage = z.object({
  data: z.array(z.object({ id: z.string() })),
  has_more: z.boolean().optional(),
  last_id: z.string().nullish(),
});

const mostPages = 20;

async function askAnthropic(endpoint: Endpoint, signal: AbortSignal): Promise<string[]> {
  const { apiKey, isOfficial } = endpoint;
  const headers = { 'anthropic-version': '2023-06-01', ...(apiKey === undefined || isOfficial ? {} : { 'x-api-key': apiKey }) };
  const models: string[] = [];
  for (let page = 0, after = ''; page < mostPages; page++) {
    const path = `/v1/models?limit=100${after && `&after_id=${encodeURIComponent(after)}`}`;
    const { data: read } = anthropicPage.safeParse(await requestJson(endpoint, { path, headers, signal }));
    if (!read) throw unreadable(endpoint);
    models.push(...read.data.map(({ id }) => id));
    if (!read.has_more || !read.last_id || read.last_id === after) break;
    after = read.last_id;
  }
  return models;
}

function unreadable(endpoint: Endpoint) {
  return failure(endpoint, 'bad-answer', 'sent something other than a list of models. Check the base URL.');
}
