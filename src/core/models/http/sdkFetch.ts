import type { IncomingMessage } from 'node:http';
import { openRequest } from './openRequest';

/**
 * The response that an SDK hands on from `asResponse()`. To the SDK it is an empty 200: the status, the headers and the body
 * stand in `incoming`, and reading them is ours, the same for every provider.
 */
class HandedOn extends Response {
  constructor(readonly incoming: IncomingMessage) {
    super(null);
  }
}

/** The HTTP response behind what `asResponse()` gave. */
export function incomingOf(response: Response): IncomingMessage {
  if (response instanceof HandedOn) return response.incoming;
  throw new TypeError('The response was not made by sdkFetch.');
}

/** The `fetch` that the SDKs are given. */
export async function sdkFetch(input: string | URL | Request, init: RequestInit = {}): Promise<Response> {
  const { method = 'GET', headers, body, signal } = init;
  if (input instanceof Request || typeof body !== 'string') throw new TypeError('The SDKs send a URL and a text.');
  const options = { method, headers: Object.fromEntries(new Headers(headers)), body, ...(signal ? { signal } : {}) };
  return new HandedOn(await openRequest(new URL(input), options));
}
