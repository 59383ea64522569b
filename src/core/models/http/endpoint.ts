import { ModelError } from '../modelError';

export interface EndpointSettings {
  /** May be absent where the server asks for none. */
  readonly apiKey?: string;
  /** A server that speaks the provider's protocol. Absent: the provider itself. */
  readonly baseURL?: string;
}

/** A provider's own address and names. */
export interface Service {
  readonly name: string;
  readonly baseURL: string;
  /** Absent: no key is ever sent there. */
  readonly keyVariable?: string;
}

/** Where requests go, and how messages call it. */
export interface Endpoint {
  /** “OpenAI”, or “The OpenAI-compatible server at localhost:11434”. */
  readonly name: string;
  readonly baseURL: string;
  readonly keyVariable?: string;
  readonly isOfficial: boolean;
  readonly apiKey?: string;
}

/** Throws `ModelError` where no request could be made: no key for the provider itself, or a base URL that is none. */
export function resolveEndpoint(service: Service, settings: EndpointSettings): Endpoint {
  const { keyVariable } = service;
  const baseURL = settings.baseURL?.trim();
  if (keyVariable === undefined) {
    const address = baseURL || service.baseURL;
    return { name: `${service.name} at ${hostOf(address, service)}`, baseURL: address, isOfficial: false };
  }
  const apiKey = settings.apiKey?.trim();
  const key = apiKey ? { apiKey } : {};
  if (apiKey && !/^[\x21-\x7e]+$/.test(apiKey)) {
    throw new ModelError('auth', `The key for ${service.name} holds characters that a key cannot have. ${howToSetKey(service)}`);
  }
  if (baseURL && baseURL !== service.baseURL) {
    const name = `The ${service.name}-compatible server at ${hostOf(baseURL, service)}`;
    return { name, baseURL, keyVariable, isOfficial: false, ...key };
  }
  if (!apiKey) throw new ModelError('auth', `${service.name} needs an API key and none is set. ${howToSetKey(service)}`);
  return { name: service.name, baseURL: service.baseURL, keyVariable, isOfficial: true, ...key };
}

export function howToSetKey({ keyVariable }: Pick<Service, 'keyVariable'>): string {
  if (keyVariable === undefined) return 'No key is sent there. A server that wants one is set up as “openai”, with its address as the base URL.';
  return `Set it with “LLM Flow: Set API Key…” or ${keyVariable}.`;
}

/** The host alone: a URL may carry a password. */
function hostOf(baseURL: string, service: Service): string {
  if (!/^https?:\/\//i.test(baseURL) || !URL.canParse(baseURL)) {
    const problem = `The base URL set for ${service.name} is not an http or https address.`;
    throw new ModelError('not-found', `${problem} Correct it in the settings.`);
  }
  return new URL(baseURL).host;
}
