import { resolveEndpoint, type EndpointSettings, type Service } from '../http/endpoint';
import { askModels, type ListingProvider } from './askModels';
import type { ModelListSource } from './modelLists';

/** Where a provider's models are asked for over HTTP. Throws `ModelError` where no request could be made, as without a key. */
export function httpModels(provider: ListingProvider, service: Service, settings: EndpointSettings): ModelListSource {
  const endpoint = resolveEndpoint(service, settings);
  return { address: addressOf(endpoint.baseURL), ask: (signal) => askModels(provider, endpoint, signal) };
}

/** Without what a base URL may hold that is secret. */
function addressOf(baseURL: string): string {
  const { origin, pathname } = new URL(baseURL);
  return origin + pathname;
}
