import type { IncomingMessage } from 'node:http';
import { addAbortSignal } from 'node:stream';
import type { Endpoint } from './endpoint';
import { connectionFailure, failure, firstWords, missOf, parseJson, statusFailure } from './failures';
import { openRequest } from './openRequest';
import { retryAfter } from './retryAfter';

export interface JsonRequest {
  /** Below the base URL, with its query. */
  readonly path: string;
  /** Sent as JSON by POST. Absent: a GET. */
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
  /** The model that it is about, for messages. */
  readonly model?: string;
  readonly signal: AbortSignal;
}

/** Nothing that is asked for here is as long as this. */
const longestAnswer = 64 * 2 ** 20;

/** One request that is answered with JSON, made without an SDK. Throws `ModelError`, and the signal's reason when it is aborted. */
export async function requestJson(endpoint: Endpoint, { path, body, headers = {}, model, signal }: JsonRequest): Promise<unknown> {
  signal.throwIfAborted();
  try {
    const incoming = await openRequest(urlAt(endpoint, path), {
      method: body ? 'POST' : 'GET',
      headers: {
        accept: 'application/json',
        ...(endpoint.apiKey === undefined ? {} : { authorization: `Bearer ${endpoint.apiKey}` }),
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal,
    }).catch((error: unknown) => {
      throw connectionFailure(endpoint, error);
    });
    return await readJson(incoming, endpoint, model, signal);
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
}

/** A base URL may hold a query, which some proxies want with every request. */
function urlAt({ baseURL }: Endpoint, path: string): URL {
  const url = new URL(baseURL);
  const [pathname = '', query = ''] = path.split('?');
  url.pathname = url.pathname.replace(/\/*$/, pathname);
  for (const [name, value] of new URLSearchParams(query)) url.searchParams.set(name, value);
  return url;
}

async function readJson(incoming: IncomingMessage, endpoint: Endpoint, model: string | undefined, signal: AbortSignal): Promise<unknown> {
  addAbortSignal(signal, incoming);
  const text = await readText(incoming, endpoint);
  const status = incoming.statusCode ?? 0;
  if (status < 200 || status > 299) {
    throw statusFailure(endpoint, { status, body: text, retryAfterMs: retryAfter(incoming.headers, Date.now()), model });
  }
  const value = parseJson(text);
  if (value !== undefined) return value;
  const detail = firstWords(text);
  throw failure(endpoint, 'bad-answer', `sent something other than JSON: “${detail}”. Check the base URL.`, { detail, retryable: true, ...missOf(text) });
}

async function readText(incoming: IncomingMessage, endpoint: Endpoint): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const bytes of incoming) {
      if (!(bytes instanceof Uint8Array)) continue;
      parts.push(bytes);
      length += bytes.length;
      if (length > longestAnswer) break;
    }
  } catch (error) {
    throw connectionFailure(endpoint, error);
  }
  if (length > longestAnswer) throw failure(endpoint, 'bad-answer', 'sent an answer that does not end. Check the base URL.');
  return Buffer.concat(parts).toString('utf8');
}
