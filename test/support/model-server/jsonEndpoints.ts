import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import * as z from 'zod';

/** A request that is answered with JSON as a whole: for a list of models or for vectors. */
export interface JsonRequest {
  readonly about: 'models' | 'embeddings';
  readonly provider: 'openai' | 'anthropic';
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

/** What is answered in place of the usual; `cut`: so many bytes of it, then the connection is reset. */
export type JsonReply =
  | { readonly status?: number; readonly body: string; readonly headers?: Readonly<Record<string, string>> }
  | { readonly cut: number }
  | { readonly silence: 'reset' | 'stall' };

/** Undefined: the usual answer. */
export type JsonScript = (request: JsonRequest) => JsonReply | undefined;

/** The endpoints `/v1/models`, in both dialects, and `/v1/embeddings`. */
export class JsonEndpoints {
  readonly requests: JsonRequest[] = [];
  /** What is offered. */
  models: readonly string[] = ['test-model', 'test-embedding'];
  /** Anthropic's lists come in pages of so many. */
  pageSize = 2;
  #script: JsonScript = () => undefined;

  /** Decides on all replies from now on. */
  script(script: JsonScript): void {
    this.#script = script;
  }

  /** False if the request is for another endpoint. */
  async answer(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const url = new URL(request.url ?? '', 'http://localhost');
    const about = `${request.method ?? ''} ${url.pathname}`;
    if (about !== 'GET /v1/models' && about !== 'POST /v1/embeddings') return false;
    const provider = request.headers['anthropic-version'] === undefined ? 'openai' : 'anthropic';
    const asked: JsonRequest =
      about === 'GET /v1/models'
        ? { about: 'models', provider, url, headers: request.headers, body: undefined }
        : { about: 'embeddings', provider, url, headers: request.headers, body: await json(request) };
    this.requests.push(asked);
    const usual = JSON.stringify(asked.about === 'embeddings' ? embeddingsOf(asked.body) : this.#list(asked));
    send(this.#script(asked), usual, response);
    return true;
  }

  #list({ provider, url }: JsonRequest): object {
    if (provider === 'openai') return { object: 'list', data: this.models.map((id) => ({ id, object: 'model', created: 1, owned_by: 'test' })) };
    const start = this.models.indexOf(url.searchParams.get('after_id') ?? '') + 1;
    const page = this.models.slice(start, start + this.pageSize);
    return {
      data: page.map((id) => ({ type: 'model', id, display_name: id, created_at: '2026-01-01T00:00:00Z' })),
      has_more: start + page.length < this.models.length,
      first_id: page[0] ?? null,
      last_id: page.at(-1) ?? null,
    };
  }
}

function send(reply: JsonReply | undefined, usual: string, response: ServerResponse): void {
  if (reply === undefined) response.writeHead(200, { 'content-type': 'application/json' }).end(usual);
  else if ('cut' in reply) {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': usual.length });
    response.write(usual.slice(0, reply.cut), () => setImmediate(() => response.socket?.destroy()));
  } else if ('silence' in reply) {
    if (reply.silence === 'reset') response.socket?.resetAndDestroy();
  } else response.writeHead(reply.status ?? 200, { 'content-type': 'application/json', ...reply.headers }).end(reply.body);
}

const embeddingsBody = z.object({
  model: z.string(),
  input: z.union([z.string().transform((text) => [text]), z.array(z.string())]),
  encoding_format: z.enum(['float', 'base64']).optional(),
  dimensions: z.int().positive().optional(),
});

export const usualDimensions = 64;

function embeddingsOf(body: unknown): object {
  const { model, input, encoding_format, dimensions = usualDimensions } = embeddingsBody.parse(body);
  const data = input.map((text, index) => {
    const vector = wordVector(text, dimensions);
    const embedding = encoding_format === 'base64' ? Buffer.from(vector.buffer).toString('base64') : [...vector];
    return { object: 'embedding', index, embedding };
  });
  // The order is the client's to restore.
  return { object: 'list', model, data: data.reverse(), usage: { prompt_tokens: input.length, total_tokens: input.length } };
}

/** A vector of length 1 that is near to those of texts with the same words; the same for the same text, always. */
export function wordVector(text: string, dimensions: number): Float32Array {
  const vector = new Float32Array(dimensions);
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ['']) {
    const hash = createHash('sha256').update(word).digest();
    const place = hash.readUInt32LE(0) % dimensions;
    vector[place] = (vector[place] ?? 0) + 1;
  }
  const length = Math.hypot(...vector);
  return vector.map((number) => number / length);
}
