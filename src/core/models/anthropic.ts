import type Anthropic from '@anthropic-ai/sdk';
import { AnthropicEvents } from './anthropicEvents';
import { catalog } from './catalog';
import { resolveEndpoint, type Endpoint, type EndpointSettings, type Service } from './http/endpoint';
import { callSdk, quietSdk, keyless } from './http/sdkCall';
import { sdkFetch } from './http/sdkFetch';
import type { ModelProvider } from './provider';
import { anthropicParameters } from './requestParameters';

export interface AnthropicSettings extends EndpointSettings {
  /** What `auto` stands for. */
  readonly defaultModel?: string;
  /** The longest answer, in tokens, which this API wants to be told. Default 8,192. */
  readonly maxTokens?: number;
}

export const anthropicService: Service = { name: 'Anthropic', baseURL: 'https://api.anthropic.com', keyVariable: 'ANTHROPIC_API_KEY' };
const defaultMaxTokens = 8_192;

/** The messages API, of Anthropic or of a proxy that speaks its protocol. */
export function createAnthropicProvider(settings: AnthropicSettings): ModelProvider {
  let client: Promise<Anthropic> | undefined;
  return {
    id: 'anthropic',
    async *stream(request, signal) {
      const endpoint = resolveEndpoint(anthropicService, settings);
      const model = request.model_type === 'auto' ? (settings.defaultModel ?? catalog.anthropic.defaultModel) : request.model_type;
      const { messages } = await (client ??= connect(endpoint));
      const send = () =>
        messages
          .create(
            {
              max_tokens: settings.maxTokens ?? defaultMaxTokens,
              ...anthropicParameters(request.parameters),
              model,
              messages: [{ role: 'user', content: request.prompt }],
              stream: true,
            },
            { signal },
          )
          .asResponse();
      yield* callSdk(send, new AnthropicEvents(endpoint), { endpoint, model, signal });
    },
  };
}

async function connect({ apiKey, baseURL, isOfficial }: Endpoint): Promise<Anthropic> {
  const { default: Client } = await import('@anthropic-ai/sdk');
  return new Client({
    ...quietSdk,
    baseURL,
    fetch: sdkFetch,
    openTelemetry: false,
    ...(apiKey === undefined ? keyless : { apiKey }),
    // The SDK sends the key as a bearer token, which older proxies do not look at.
    ...(apiKey === undefined || isOfficial ? {} : { defaultHeaders: { 'x-api-key': apiKey } }),
  });
}
