import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Dialect, Usage } from './dialect';
import type { AnswerReply, Fault, Reply, StatusReply } from './reply';

export interface Asked {
  readonly model: string;
  readonly prompt: string;
}

/** Gives a reply as the provider would. Resolves when nothing more will be sent. */
export async function send(reply: Reply, { model, prompt }: Asked, dialect: Dialect, response: ServerResponse): Promise<void> {
  if ('silence' in reply) {
    if (reply.silence === 'reset') response.socket?.resetAndDestroy();
  } else if ('status' in reply) sendStatus(reply, dialect, response);
  else await sendAnswer(reply, model, { input: countWords(prompt), output: countWords(reply.text) }, dialect, response);
}

function sendStatus({ status, message, body, contentType, headers }: StatusReply, dialect: Dialect, response: ServerResponse): void {
  response.writeHead(status, { 'content-type': contentType ?? 'application/json', ...headers });
  response.end(body ?? dialect.errorBody(status, message ?? `Status ${status}`));
}

async function sendAnswer(reply: AnswerReply, model: string, usage: Usage, dialect: Dialect, response: ServerResponse): Promise<void> {
  const { fault, chunkDelayMs = 0 } = reply;
  if (reply.latencyMs) await sleep(reply.latencyMs);
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' });
  const frames = chunksOf(reply).slice(0, fault?.afterChunks).map((text) => dialect.text(text));
  let ready = dialect.start(model, usage);
  for (const frame of frames) {
    if (chunkDelayMs > 0) {
      response.write(ready);
      ready = '';
      await sleep(chunkDelayMs);
      if (response.destroyed) return;
    }
    ready += frame;
  }
  if (fault) spoil(fault.type, ready, dialect, response);
  else response.end(ready + dialect.end(reply.finish ?? 'stop', reply.usage === false ? undefined : usage));
}

function spoil(fault: Fault, ready: string, dialect: Dialect, response: ServerResponse): void {
  switch (fault) {
    case 'reset':
      // Only once the text has left: a reset may overtake what is still in a buffer.
      response.write(ready, () => setImmediate(() => response.socket?.destroy()));
      break;
    case 'end':
      response.end(ready);
      break;
    case 'stall':
      response.write(ready);
      break;
    case 'broken-json':
      response.end(`${ready}data: {"choices": [{"delta": {"con\n\n${dialect.end('stop', undefined)}`);
      break;
    case 'error-event':
      response.end(ready + dialect.errorEvent('The server had an error while it answered.'));
  }
}

function chunksOf({ text, chunkSize }: AnswerReply): readonly string[] {
  if (chunkSize === undefined) return text.match(/\S+\s*|\s+/g) ?? [];
  return text.match(new RegExp(`.{1,${chunkSize}}`, 'gsu')) ?? [];
}

function countWords(text: string): number {
  return text.match(/\S+/g)?.length ?? 0;
}
