import * as z from 'zod';
import { ModelError, type ModelErrorKind, type ModelErrorOptions } from '../modelError';
import { howToSetKey, type Endpoint } from './endpoint';

/** What went wrong at an endpoint. Whatever the provider says is quoted without the key, should it repeat it. */
export function failure(endpoint: Endpoint, kind: ModelErrorKind, message: string, options: ModelErrorOptions = {}): ModelError {
  const { detail, ...rest } = options;
  return new ModelError(kind, withoutKey(`${endpoint.name} ${message}`, endpoint), {
    ...rest,
    ...(detail === undefined ? {} : { detail: withoutKey(detail, endpoint) }),
  });
}

/** A failure before or under HTTP: no such host, refused, reset, a broken certificate. */
export function connectionFailure(endpoint: Endpoint, error: unknown): ModelError {
  const cause = deepestCause(error);
  if (cause.code === undefined) return failure(endpoint, 'bad-request', `could not be asked: ${cause.message}`, { detail: cause.message });
  const where = endpoint.isOfficial ? ` at ${new URL(endpoint.baseURL).host}` : '';
  const options: ModelErrorOptions = { detail: cause.message, ...(isNoAnswer(cause.code) && { miss: 'no-answer' }) };
  switch (cause.code) {
    case 'ECONNREFUSED':
      return failure(endpoint, 'network', `does not answer${where} (ECONNREFUSED). Check that it runs and that the base URL is right.`, options);
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return failure(endpoint, 'network', `cannot be found${where} (${cause.code}). Check the network and the base URL.`, options);
    case 'ECONNRESET':
    case 'EPIPE':
      return failure(endpoint, 'network', `closed the connection before the answer was complete (${cause.code}).`, options);
    default:
      return failure(endpoint, 'network', `cannot be reached${where} (${cause.code}): ${sentence(cause.message)}`, {
        ...options,
        // A certificate that is not trusted now will not be in a second.
        retryable: !isUntrusted(cause.code),
      });
  }
}

/** Codes of connections that never came about; one that is broken off may be broken off for what was asked. */
const noAnswer: ReadonlySet<string> = new Set([
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'ETIMEDOUT', 'EPROTO'],
  'UND_ERR_CONNECT_TIMEOUT',
]);

function isNoAnswer(code: string): boolean {
  return noAnswer.has(code) || isUntrusted(code);
}

function isUntrusted(code: string): boolean {
  return /CERT|UNABLE_TO/.test(code);
}

/** No model's server sends web pages: it is a proxy, a log-in, or another server. */
export function missOf(body: string): Pick<ModelErrorOptions, 'miss'> {
  return /^\s*</.test(body) ? { miss: 'no-api' } : {};
}

/** A status that is no success, with the body that came with it. `model` is the one asked for, if it was about one. */
export function statusFailure(
  endpoint: Endpoint,
  { status, body, retryAfterMs, model }: { status: number; body: string; retryAfterMs?: number | undefined; model?: string | undefined },
): ModelError {
  const said = errorIn(parseJson(body)) ?? { message: firstWords(body), types: [] };
  const options: ModelErrorOptions = { status, detail: said.message, ...(retryAfterMs === undefined ? {} : { retryAfterMs }), ...(status === 429 ? {} : missOf(body)) };
  const fail = (kind: ModelErrorKind, does: string, advice: string, more: ModelErrorOptions = {}) =>
    failure(endpoint, kind, [`${does} (${status})${said.message ? `: ${sentence(said.message)}` : '.'}`, advice].join(' ').trim(), {
      ...options,
      ...more,
    });

  if (said.types.some((type) => outOfMoney.has(type)) || outOfCredit.test(said.message)) {
    return fail('quota', 'refuses more requests', 'Check the plan and its limits.');
  }
  if (status === 401) return fail('auth', 'refused the key', howToSetKey(endpoint));
  if (status === 403) return fail('auth', 'does not allow this', model === undefined ? 'Check what the key may be used for.' : `Check that the key may use the model “${model}”.`);
  if (status === 404) return fail('not-found', 'does not know this', model === undefined ? 'Check the base URL.' : `Check the model “${model}” and the base URL.`);
  if (status === 408) return fail('timeout', 'gave up waiting', '');
  if (status === 429) return fail('rate-limit', 'asks for fewer requests', '');
  if (status === 409 || status >= 500) return fail('server', 'failed', options.miss ? 'Check the base URL, or wait until the server behind it is back.' : '');
  if (status < 400) return fail('bad-request', 'sent something other than an answer', 'Check the base URL.');
  return fail('bad-request', 'rejected the request', '');
}

/** An error that arrives as an event of a stream that began well. */
export function eventFailure(endpoint: Endpoint, event: unknown): ModelError {
  const { message, types } = errorIn(event) ?? { message: firstWords(JSON.stringify(event)), types: [] };
  const kind = types.some((type) => outOfMoney.has(type)) ? 'quota' : types.some((type) => type.startsWith('rate_limit')) ? 'rate-limit' : 'server';
  return failure(endpoint, kind, `broke off the answer: ${sentence(message)}`, {
    retryable: !types.some((type) => lasting.has(type)),
    detail: message,
  });
}

export function unreadableEvent(endpoint: Endpoint, data: string): ModelError {
  const detail = firstWords(data);
  return failure(endpoint, 'bad-answer', `sent an event that cannot be read: “${detail}”.`, { retryable: true, detail });
}

/** A success whose body is no stream of events: a log-in page, a whole JSON document, an error with status 200. */
export function notAStream(endpoint: Endpoint, body: string): ModelError {
  const detail = errorIn(parseJson(body))?.message ?? firstWords(body);
  return failure(endpoint, 'bad-answer', `sent something other than a streamed answer: “${detail}”. Check the base URL.`, { detail, ...missOf(body) });
}

export function cutOff(endpoint: Endpoint): ModelError {
  return failure(endpoint, 'incomplete', 'ended the answer without a finish reason: it was cut off.', { retryable: true });
}

/** The start of a text on one line. */
export function firstWords(text: string, length = 200): string {
  const line = text.slice(0, length * 4).replace(/\s+/g, ' ').trim();
  return line.length > length ? `${line.slice(0, length)}…` : line;
}

const outOfMoney: ReadonlySet<string> = new Set(['insufficient_quota', 'billing_error']);
/** Anthropic says it with the type of any invalid request. */
const outOfCredit = /\bcredit balance is too low\b/i;
const lasting: ReadonlySet<string> = new Set([
  'invalid_request_error',
  'authentication_error',
  'permission_error',
  'not_found_error',
  ...outOfMoney,
]);

/** The error shapes of OpenAI, Anthropic and the servers that speak like them (`{"error": "…"}`, FastAPI's `detail`). */
const errorBody = z.union([
  z
    .object({ error: z.object({ message: z.string(), type: z.unknown().optional(), code: z.unknown().optional() }) })
    .transform(({ error }) => ({ message: error.message, types: [error.type, error.code].filter((type) => typeof type === 'string') })),
  z.object({ error: z.string() }).transform(({ error }) => ({ message: error, types: [] })),
  z.object({ message: z.string() }).transform(({ message }) => ({ message, types: [] })),
  z.object({ detail: z.string() }).transform(({ detail }) => ({ message: detail, types: [] })),
]);

function errorIn(value: unknown): { message: string; types: readonly string[] } | undefined {
  const { data } = errorBody.safeParse(value);
  return data && { message: firstWords(data.message, 500), types: data.types };
}

/** Undefined for a text that is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

/** A word shorter than this is a placeholder such as `ollama`, and may be a word of the message. */
const shortestKey = 8;

function withoutKey(text: string, { apiKey }: Endpoint): string {
  return apiKey !== undefined && apiKey.length >= shortestKey ? text.replaceAll(apiKey, '[key]') : text;
}

function deepestCause(error: unknown): { message: string; code?: string } {
  if (!(error instanceof Error)) return { message: String(error) };
  if (error.cause instanceof Error) return deepestCause(error.cause);
  return 'code' in error && typeof error.code === 'string' ? { message: error.message, code: error.code } : { message: error.message };
}
