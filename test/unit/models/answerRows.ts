import type { ModelErrorKind } from '../../../src/core/models/modelError';
import type { Fault, Reply } from '../../support/model-server/reply';

/** What a provider does, and what must come of it. */
export interface Row {
  readonly does: string;
  /** Given in order, the last one for ever. */
  readonly replies: readonly [Reply, ...Reply[]];
  /** Absent: the answer is whole in the end. */
  readonly fails?: ModelErrorKind;
  readonly says?: RegExp;
  /** What had arrived of the last attempt. */
  readonly text?: string;
  readonly waits?: readonly number[];
}

export const text = 'Let me see: 你好 😀. <output>Positive</output>';
/** What arrives before a fault. */
export const start = 'Let me see: ';
export const good: Reply = { text };

export function broken(type: Fault): Reply {
  return { text, fault: { type, afterChunks: 3 } };
}

/** Failures that every one of the attempts ends in. */
export const everyTime: readonly Row[] = [
  { does: 'ends the stream cleanly without a finish reason', replies: [broken('end')], fails: 'incomplete', text: start },
  { does: 'says it is done, but not why', replies: [{ text, finish: 'none' }], fails: 'incomplete', text },
  { does: 'resets the connection in the middle', replies: [broken('reset')], fails: 'network', text: start },
  { does: 'resets the connection before the response', replies: [{ silence: 'reset' }], fails: 'network' },
  {
    does: 'sends one event with broken JSON',
    replies: [broken('broken-json')],
    fails: 'bad-answer',
    says: /cannot be read: “\{"choices".*Gave up after 3 attempts\.$/,
    text: start,
  },
  {
    does: 'sends an error event in the middle',
    replies: [broken('error-event')],
    fails: 'server',
    says: /had an error while it answered\. Gave up after 3 attempts\.$/,
    text: start,
  },
  {
    does: 'asks for fewer requests for ever',
    replies: [{ status: 429, message: 'Slow down.' }],
    fails: 'rate-limit',
    says: /\(429\): Slow down\. Gave up after 3 attempts\.$/,
  },
  {
    does: 'fails for ever',
    replies: [{ status: 500, message: 'Oops.' }],
    fails: 'server',
    says: /failed \(500\): Oops\. Gave up after 3 attempts\.$/,
  },
];

/** Failures that no further request would change. */
export const atOnce: readonly Row[] = [
  {
    does: 'answers 200 with a web page',
    replies: [{ status: 200, contentType: 'text/html', body: '<!doctype html>\n<title>Log in</title>' }],
    fails: 'bad-answer',
    says: /“<!doctype html> <title>Log in<\/title>”\. Check the base URL\.$/,
  },
  { does: 'answers 200 with an error', replies: [{ status: 200, message: 'No such thing.' }], fails: 'bad-answer', says: /No such thing/ },
  { does: 'gives an empty answer', replies: [{ text: '' }], fails: 'bad-answer', says: /empty answer/ },
  {
    does: 'stops at the token limit',
    replies: [{ text, finish: 'length' }],
    fails: 'incomplete',
    says: /token limit \((length|max_tokens)\)/,
    text,
  },
  {
    does: 'withholds the answer',
    replies: [{ text, finish: 'content_filter' }],
    fails: 'incomplete',
    says: /\((content_filter|refusal)\)/,
    text,
  },
  {
    does: 'answers 400',
    replies: [{ status: 400, message: 'Bad temperature.' }],
    fails: 'bad-request',
    says: /rejected the request \(400\): Bad temperature\.$/,
  },
  {
    does: 'answers 401',
    replies: [{ status: 401, message: 'Unknown key' }],
    fails: 'auth',
    says: /refused the key \(401\): Unknown key\. Set it with “LLM Flow: Set API Key…” or [A-Z]+_API_KEY\.$/,
  },
  {
    does: 'answers 403',
    replies: [{ status: 403, message: 'Not yours.' }],
    fails: 'auth',
    says: /\(403\): Not yours\. Check that the key may use the model “[^”]+”\.$/,
  },
  {
    does: 'answers 404',
    replies: [{ status: 404, message: 'No such model.' }],
    fails: 'not-found',
    says: /\(404\): No such model\. Check the model “[^”]+” and the base URL\.$/,
  },
  {
    does: 'answers 404 in plain text',
    replies: [{ status: 404, body: 'page not found', contentType: 'text/plain' }],
    fails: 'not-found',
    says: /\(404\): page not found\./,
  },
  {
    does: 'redirects',
    replies: [{ status: 301, body: '', headers: { location: 'http://127.0.0.1:9/' } }],
    fails: 'bad-request',
    says: /\(301\)\. Check the base URL\.$/,
  },
  {
    does: 'asks to wait for longer than anyone would',
    replies: [{ status: 429, message: 'Tomorrow.', headers: { 'retry-after': '86400' } }],
    fails: 'quota',
    says: /wait 24 h, until 2026-01-02T00:00:00\.000Z/,
  },
  {
    does: 'wants money first',
    replies: [{ status: 429, body: '{"error": {"message": "You exceeded your current quota.", "type": "insufficient_quota"}}' }],
    fails: 'quota',
    says: /refuses more requests \(429\): You exceeded your current quota\. Check the plan and its limits\.$/,
  },
  {
    does: 'calls a lack of money an invalid request',
    replies: [{ status: 400, body: '{"error": {"message": "Your credit balance is too low to access the API.", "type": "invalid_request_error"}}' }],
    fails: 'quota',
    says: /refuses more requests \(400\): Your credit balance is too low/,
  },
];

/** One request for each reply. */
export const inTheEnd: readonly Row[] = [
  { does: 'answers', replies: [good], text, waits: [] },
  { does: 'answers in the smallest pieces', replies: [{ text, chunkSize: 1 }], text, waits: [] },
  { does: 'does not count tokens', replies: [{ text, usage: false }], text },
  { does: 'cuts the answer off once', replies: [broken('end'), good], text, waits: [1_000] },
  { does: 'resets the connection twice', replies: [broken('reset'), { silence: 'reset' }, good], text, waits: [1_000, 2_000] },
  { does: 'sends broken JSON once', replies: [broken('broken-json'), good], text },
  { does: 'sends an error event once', replies: [broken('error-event'), good], text },
  {
    does: 'asks for fewer requests twice, and when to come back',
    replies: [{ status: 429, headers: { 'retry-after': '90' } }, { status: 429, headers: { 'retry-after-ms': '250' } }, good],
    text,
    waits: [90_000, 250],
  },
  { does: 'fails twice', replies: [{ status: 500 }, { status: 529 }, good], text, waits: [1_000, 2_000] },
];
