import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import * as z from 'zod';
import { anthropicDialect } from './anthropicDialect';
import { JsonEndpoints } from './jsonEndpoints';
import { openaiDialect } from './openaiDialect';
import { inOrder, type Reply } from './reply';
import { send } from './send';

/** A request for an answer, as it arrived. */
export interface RecordedRequest {
  readonly provider: 'openai' | 'anthropic';
  /** 1 for the first one since the server started. */
  readonly number: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
  readonly model: string;
  /** The client's port: the same for all requests on one connection. */
  readonly port: number;
  /** The text of its messages. */
  readonly prompt: string;
  /** Resolves when the connection closes: true if that was before the reply was complete. */
  readonly aborted: Promise<boolean>;
}

export type Script = (request: RecordedRequest) => Reply;

export interface ModelServer {
  readonly openaiBaseURL: string;
  readonly anthropicBaseURL: string;
  /** Since the start, in the order of arrival. */
  readonly requests: readonly RecordedRequest[];
  /** Lists of models, and vectors. */
  readonly json: JsonEndpoints;
  /** Decides on all replies from now on. At first every request gets `defaultReply`. */
  script(script: Script): void;
  /** Resolves when that many requests have arrived. */
  arrived(count: number): Promise<void>;
  close(): Promise<void>;
}

export interface ModelServerOptions {
  /** Default: any free one. */
  readonly port?: number;
  /** Answers requests that are for no provider; true if it did. */
  readonly other?: (request: IncomingMessage, response: ServerResponse, server: ModelServer) => Promise<boolean>;
}

export const defaultReply: Reply = { text: 'This is the model server of the tests.\n\n<output>Hello from the model server.</output>' };

/** A server on this machine that speaks the streaming protocols of OpenAI and Anthropic, and goes wrong as it is told. */
export async function startModelServer({ port = 0, other }: ModelServerOptions = {}): Promise<ModelServer> {
  const requests: RecordedRequest[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  const endpoints = new JsonEndpoints();
  let script: Script = inOrder(defaultReply);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const provider = providerAt(request.url);
    if (!provider) {
      if (!(await endpoints.answer(request, response)) && !(await other?.(request, response, server))) response.writeHead(404).end();
      return;
    }
    const recorded = await record(provider, requests.length + 1, request, response);
    requests.push(recorded);
    for (const { resolve } of waiting.filter(({ count }) => count <= requests.length)) resolve();
    await send(script(recorded), recorded, dialects[provider], response);
  }

  const http = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500).end(String(error));
      else response.destroy();
    });
  });
  http.listen(port, '127.0.0.1');
  await once(http, 'listening');
  const address = http.address();
  if (typeof address !== 'object' || !address) throw new Error('The model server listens on no port.');
  const origin = `http://127.0.0.1:${address.port}`;

  const server: ModelServer = {
    openaiBaseURL: `${origin}/v1`,
    anthropicBaseURL: origin,
    requests,
    json: endpoints,
    script(next) {
      script = next;
    },
    async arrived(count) {
      if (requests.length < count) await new Promise<void>((resolve) => waiting.push({ count, resolve }));
    },
    async close() {
      const closed = once(http, 'close');
      http.close();
      http.closeAllConnections();
      await closed;
    },
  };
  return server;
}

const dialects = { openai: openaiDialect, anthropic: anthropicDialect };

function providerAt(url = ''): RecordedRequest['provider'] | undefined {
  const { pathname } = new URL(url, 'http://localhost');
  if (pathname === openaiDialect.path) return 'openai';
  return pathname === anthropicDialect.path ? 'anthropic' : undefined;
}

const bodySchema = z.object({ model: z.string(), messages: z.array(z.object({ content: z.string() })) });

async function record(
  provider: RecordedRequest['provider'],
  number: number,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<RecordedRequest> {
  const aborted = once(response, 'close').then(() => !response.writableFinished);
  const body: unknown = await json(request);
  const { model, messages } = bodySchema.parse(body);
  return {
    provider,
    number,
    headers: request.headers,
    body,
    model,
    port: request.socket.remotePort ?? 0,
    prompt: messages.map(({ content }) => content).join('\n'),
    aborted,
  };
}
