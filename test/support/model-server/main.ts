/**
 * The model server as a process of its own: `npx tsx test/support/model-server/main.ts [port]`. It prints one line of JSON
 * with its base URLs. `PUT /control/script` takes a list of replies (reply.ts), given in order and the last one for ever;
 * `GET /control/requests` tells which requests have arrived.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import * as z from 'zod';
import { startModelServer, type ModelServer } from './modelServer';
import { inOrder, replySchema } from './reply';

const scriptSchema = z.tuple([replySchema], replySchema);

async function control(request: IncomingMessage, response: ServerResponse, server: ModelServer): Promise<boolean> {
  switch (`${request.method ?? ''} ${request.url ?? ''}`) {
    case 'PUT /control/script':
      server.script(inOrder(...scriptSchema.parse(await json(request))));
      response.writeHead(204).end();
      return true;
    case 'GET /control/requests':
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(server.requests.map(({ provider, number, model, prompt }) => ({ provider, number, model, prompt }))));
      return true;
    default:
      return false;
  }
}

const { openaiBaseURL, anthropicBaseURL } = await startModelServer({ port: Number(process.argv[2] ?? 0), other: control });
console.log(JSON.stringify({ openaiBaseURL, anthropicBaseURL }));
