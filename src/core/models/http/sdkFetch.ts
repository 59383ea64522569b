import http from 'node:http';
import https from 'node:https';

/**
 * The response that an SDK hands on from `asResponse()`. To the SDK it is an empty 200: the status, the headers and the body
 * stand in `incoming`, and reading them is ours, the same for every provider.
 */
class HandedOn extends Response {
  constructor(readonly incoming: http.IncomingMessage) {
    super(null);
  }
}

/** The HTTP response behind what `asResponse()` gave. */
export function incomingOf(response: Response): http.IncomingMessage {
  if (response instanceof HandedOn) return response.incoming;
  throw new TypeError('The response was not made by sdkFetch.');
}

const agents = {
  'http:': new http.Agent({ keepAlive: true }),
  'https:': new https.Agent({ keepAlive: true }),
};

/**
 * The `fetch` that the SDKs are given. It stands on `node:http`: `fetch` and its web streams take three times the CPU per
 * answer, and VS Code's proxy settings reach `node:http` as well. Redirects are not followed, so a key goes to the host
 * that was named and to no other. `http.request` is looked up at each call because VS Code replaces it.
 */
export function sdkFetch(input: string | URL | Request, init: RequestInit = {}): Promise<Response> {
  const { method = 'GET', headers, body, signal } = init;
  if (input instanceof Request || typeof body !== 'string') throw new TypeError('The SDKs send a URL and a text.');
  const url = new URL(input);
  const isSecure = url.protocol === 'https:';
  return new Promise((resolve, reject) => {
    const options = {
      method,
      headers: Object.fromEntries(new Headers(headers)),
      agent: isSecure ? agents['https:'] : agents['http:'],
      ...(signal ? { signal } : {}),
    };
    const request = (isSecure ? https : http).request(url, options, (incoming) => resolve(new HandedOn(incoming)));
    request.on('error', reject).end(body);
  });
}
