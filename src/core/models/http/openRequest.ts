import http from 'node:http';
import https from 'node:https';

export interface HttpRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
}

const agents = {
  'http:': new http.Agent({ keepAlive: true }),
  'https:': new https.Agent({ keepAlive: true }),
};

/**
 * One request, up to the headers of its response. It stands on `node:http`: `fetch` and its web streams take three times the CPU
 * per answer, and VS Code's proxy settings reach `node:http` as well. Redirects are not followed, so a key goes to the host
 * that was named and to no other. `http.request` is looked up at each call because VS Code replaces it.
 */
export function openRequest(url: URL, { method, headers, body, signal }: HttpRequest): Promise<http.IncomingMessage> {
  const isSecure = url.protocol === 'https:';
  return new Promise((resolve, reject) => {
    const options = { method, headers: { ...headers }, agent: isSecure ? agents['https:'] : agents['http:'], ...(signal ? { signal } : {}) };
    (isSecure ? https : http).request(url, options, resolve).on('error', reject).end(body);
  });
}
