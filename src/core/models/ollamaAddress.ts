const usualPort = '11434';
const loopback: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);
/** What a server listens on that takes calls from everywhere. */
const everywhere: ReadonlySet<string> = new Set(['0.0.0.0', '[::]']);

/** The base URL with the path of the OpenAI-compatible part, which is often left out. Anything but an address stays as it is. */
export function ollamaBaseURL(address: string | undefined): string | undefined {
  const trimmed = address?.trim();
  if (!trimmed || !URL.canParse(trimmed)) return trimmed || undefined;
  const url = new URL(trimmed);
  return url.pathname === '/' && url.search === '' ? `${url.origin}/v1` : trimmed;
}

/**
 * The base URL that Ollama's own `OLLAMA_HOST` stands for, in any of its forms (`host`, `:port`, `host:port`, an address).
 * Undefined for another machine than this one: data goes to a stranger's only where somebody has asked LLM Flow for it.
 */
export function ollamaOnThisMachine(host: string | undefined): string | undefined {
  const value = host?.trim();
  if (!value) return undefined;
  const hasScheme = /^https?:\/\//i.test(value);
  const address = hasScheme ? value : `http://${value.startsWith(':') ? `127.0.0.1${value}` : value}`;
  if (!URL.canParse(address)) return undefined;
  const { protocol, hostname, port } = new URL(address);
  const name = everywhere.has(hostname) ? '127.0.0.1' : hostname;
  if (!loopback.has(name)) return undefined;
  const shown = port || (hasScheme || /:80$/.test(value) ? '' : usualPort);
  return `${protocol}//${name}${shown && `:${shown}`}/v1`;
}
