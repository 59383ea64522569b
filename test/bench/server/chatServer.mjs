// An OpenAI-compatible server with prepared answers. The base URL says what it does:
//   /TOKENS/DELAY/v1           answers of that many tokens, the first byte after DELAY milliseconds
//   /recorded/TOKENS/DELAY/v1  the same, and it remembers the prompts, which `recorded` takes
//   /whole/TOKENS/DELAY/v1     the same answers in one piece, for clients that do not stream
// `span` takes how many requests there were, and the time from the first one's arrival to the last answer's end.
import http from 'node:http';
import { performance } from 'node:perf_hooks';
import { serveParent } from '../support/worker.mjs';
import { tokensOf } from './answer.mjs';

/** Tokens that are written together. */
const burst = 64;
const headers = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache', 'transfer-encoding': 'chunked' };

/** What the server does at each URL, worked out once: it must have time left when the fastest contender has none. */
const routes = new Map();
let prompts = [];
let span = { requests: 0, first: 0, last: 0 };

const server = http.createServer((request, response) => {
  const route = routeAt(request.url);
  if (!route) return void response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":{"message":"No such path."}}');
  const body = [];
  if (span.requests++ === 0) span.first = performance.now();
  response.on('close', () => (span.last = performance.now()));
  request.on('data', (bytes) => route.isRecorded && body.push(bytes));
  request.on('end', () => {
    if (route.isRecorded) record(Buffer.concat(body));
    if (route.delay > 0) setTimeout(route.answer, route.delay, response);
    else void route.answer(response);
  });
});

function routeAt(url) {
  if (!routes.has(url)) {
    const match = /^(?:\/(recorded|whole))?\/(\d+)\/(\d+)\/v1\/chat\/completions$/.exec(url);
    routes.set(url, match && { isRecorded: match[1] === 'recorded', answer: answererOf(match[1] === 'whole', Number(match[2])), delay: Number(match[3]) });
  }
  return routes.get(url);
}

function answererOf(isWhole, tokens) {
  if (!isWhole) {
    const frames = framesOf(tokens);
    return (response) => stream(response, frames);
  }
  const choice = { index: 0, message: { role: 'assistant', content: tokensOf(tokens).join('') }, logprobs: null, finish_reason: 'stop' };
  const body = JSON.stringify({ ...base, object: 'chat.completion', choices: [choice], usage: usageOf(tokens) });
  return (response) => response.writeHead(200, { 'content-type': 'application/json' }).end(body);
}

function usageOf(tokens) {
  return { prompt_tokens: 100, completion_tokens: tokens, total_tokens: 100 + tokens };
}

function record(body) {
  const { messages, stream } = JSON.parse(body.toString('utf8'));
  if (stream !== true) throw new Error('A request that does not stream.');
  prompts.push(messages.map(({ content }) => (typeof content === 'string' ? content : content.map(({ text }) => text).join(''))).join('\n'));
}

async function stream(response, frames) {
  response.writeHead(200, headers);
  for (const frame of frames.slice(0, -1)) {
    if (!response.write(frame)) await drainedOrClosed(response);
    if (response.destroyed) return;
  }
  response.end(frames.at(-1));
}

function drainedOrClosed(response) {
  return new Promise((resolve) => {
    const done = () => {
      response.off('drain', done).off('close', done);
      resolve();
    };
    response.on('drain', done).on('close', done);
  });
}

function framesOf(tokens) {
  const events = [
    chunk({ role: 'assistant', content: '' }),
    ...tokensOf(tokens).map((content) => chunk({ content })),
    chunk({}, 'stop'),
    event({ ...base, choices: [], usage: usageOf(tokens) }),
    'data: [DONE]\n\n',
  ];
  const frames = [];
  for (let start = 0; start < events.length; start += burst) frames.push(Buffer.from(events.slice(start, start + burst).join('')));
  return frames;
}

const base = {
  id: 'chatcmpl-B9MHDbslfkBeAs8l4bebGdFOJ6PeG',
  object: 'chat.completion.chunk',
  created: 1_741_570_283,
  model: 'gpt-4o-mini-2024-07-18',
  service_tier: 'default',
  system_fingerprint: 'fp_44709d6fcb',
};

function chunk(delta, finish_reason = null) {
  return event({ ...base, choices: [{ index: 0, delta, logprobs: null, finish_reason }], usage: null });
}

function event(value) {
  return `data: ${JSON.stringify(value)}\n\n`;
}

server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  serveParent(`http://127.0.0.1:${server.address().port}`, {
    recorded() {
      const taken = prompts;
      prompts = [];
      return taken.sort();
    },
    span() {
      const { requests, first, last } = span;
      span = { requests: 0, first: 0, last: 0 };
      return { requests, ms: last - first };
    },
  });
});
