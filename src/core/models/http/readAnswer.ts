import type { IncomingMessage } from 'node:http';
import { addAbortSignal } from 'node:stream';
import type { ModelChunk } from '../provider';
import type { Endpoint } from './endpoint';
import { connectionFailure, cutOff, notAStream, statusFailure } from './failures';
import { retryAfter } from './retryAfter';
import { SseReader, type ServerSentEvent } from './sse';

export type Finish = Extract<ModelChunk, { type: 'finish' }>;

/** One provider's way of telling an answer in events. */
export interface AnswerEvents {
  /** The text in an event, often none. Throws `ModelError` for an event that tells of an error or cannot be read. */
  read(event: ServerSentEvent): string;
  /** The provider said that nothing more comes. */
  readonly isOver: boolean;
  /** How the answer ended, as far as the provider has said. */
  readonly finish: Finish | undefined;
}

export interface AnswerContext {
  readonly endpoint: Endpoint;
  /** The model asked for, for messages. */
  readonly model: string;
  readonly signal: AbortSignal;
}

/**
 * Turns a response into chunks. Text goes on once per read from the network, so a burst of tokens is one chunk; a read
 * without text (a ping, a comment) is an empty one, which tells the watchdog that the server lives.
 */
export async function* readAnswer(
  incoming: IncomingMessage,
  answer: AnswerEvents,
  { endpoint, model, signal }: AnswerContext,
): AsyncGenerator<ModelChunk> {
  // The SDKs let go of the signal once they have handed the response on.
  addAbortSignal(signal, incoming);
  try {
    const status = incoming.statusCode ?? 0;
    if (status < 200 || status > 299) {
      const body = await readStart(incoming, endpoint);
      throw statusFailure(endpoint, { status, body, retryAfterMs: retryAfter(incoming.headers, Date.now()), model });
    }
    yield* readText(incoming, answer, endpoint);
    if (!answer.finish) throw cutOff(endpoint);
    yield answer.finish;
  } finally {
    if (answer.isOver) drain(incoming);
    else incoming.destroy();
  }
}

async function* readText(incoming: IncomingMessage, answer: AnswerEvents, endpoint: Endpoint): AsyncGenerator<ModelChunk> {
  const reader = new SseReader();
  const start = new BodyStart();
  let isStream = false;
  for await (const bytes of bytesOf(incoming, endpoint)) {
    const events = reader.push(bytes);
    isStream ||= events.length > 0;
    if (!isStream) start.add(bytes);
    let text = '';
    try {
      for (const event of events) if (!answer.isOver) text += answer.read(event);
    } catch (error) {
      if (text !== '') yield { type: 'text', text };
      throw error;
    }
    yield { type: 'text', text };
    if (answer.isOver) return;
  }
  if (!isStream && start.text.trim() !== '') throw notAStream(endpoint, start.text);
}

/** Leaves the stream open at the end, so that the connection can serve again. */
async function* bytesOf(incoming: IncomingMessage, endpoint: Endpoint): AsyncGenerator<Uint8Array> {
  try {
    for await (const bytes of incoming.iterator({ destroyOnReturn: false })) if (bytes instanceof Uint8Array) yield bytes;
  } catch (error) {
    throw connectionFailure(endpoint, error);
  }
}

async function readStart(incoming: IncomingMessage, endpoint: Endpoint): Promise<string> {
  const start = new BodyStart();
  for await (const bytes of bytesOf(incoming, endpoint)) if (!start.add(bytes)) break;
  return start.text;
}

/** As much of a body as a message may need. */
class BodyStart {
  static readonly #limit = 16_384;
  readonly #parts: Uint8Array[] = [];
  #length = 0;

  /** False when there is no need for more. */
  add(bytes: Uint8Array): boolean {
    if (this.#length >= BodyStart.#limit) return false;
    this.#parts.push(bytes);
    this.#length += bytes.length;
    return true;
  }

  get text(): string {
    return Buffer.concat(this.#parts).toString('utf8');
  }
}

const graceMs = 1_000;

/** After the last event only the end of the body is missing; whoever never sends it loses the connection. */
function drain(incoming: IncomingMessage): void {
  if (incoming.complete && incoming.readableEnded) return;
  const timer = setTimeout(() => incoming.destroy(), graceMs);
  incoming
    .once('close', () => clearTimeout(timer))
    .on('error', () => clearTimeout(timer))
    .resume();
}
