import type OpenAI from 'openai';
import type { ProviderId } from './catalog';
import { resolveEndpoint, type Endpoint, type EndpointSettings, type Service } from './http/endpoint';
import { callSdk, quietSdk, keyless } from './http/sdkCall';
import { sdkFetch } from './http/sdkFetch';
import { ModelError } from './modelError';
import { OpenAiEvents } from './openaiEvents';
import type { ModelProvider } from './provider';
import { openAiParameters } from './requestParameters';

/** A service that speaks OpenAI's chat completions, and what it calls things. */
export interface ChatService {
  readonly id: ProviderId;
  readonly service: Service;
  /** What it calls the longest answer. */
  readonly limit: 'max_completion_tokens' | 'max_tokens';
  /** What `auto` stands for. */
  readonly defaultModel: (endpoint: Endpoint, signal: AbortSignal) => string | Promise<string>;
}

export function createChatCompletions({ id, service, limit, defaultModel }: ChatService, settings: EndpointSettings): ModelProvider {
  let client: Promise<OpenAI> | undefined;
  let countsTokens = true;
  return {
    id,
    async *stream(request, signal) {
      const endpoint = resolveEndpoint(service, settings);
      const model = request.model_type === 'auto' ? await defaultModel(endpoint, signal) : request.model_type;
      const { chat } = await (client ??= connect(endpoint));
      const send = () =>
        chat.completions
          .create(
            {
              ...openAiParameters(request.parameters, limit),
              model,
              messages: [{ role: 'user', content: request.prompt }],
              stream: true,
              ...(countsTokens ? { stream_options: { include_usage: true } } : {}),
            },
            { signal },
          )
          .asResponse();
      try {
        yield* callSdk(send, new OpenAiEvents(endpoint), { endpoint, model, signal });
      } catch (error) {
        if (!countsTokens || !refusesToCount(error)) throw error;
        countsTokens = false;
        throw new ModelError('bad-request', error.message, { retryable: true });
      }
    },
  };
}

/** Most servers that cannot count tokens pass over the wish; some refuse the whole request for it. */
function refusesToCount(error: unknown): error is ModelError {
  return error instanceof ModelError && error.kind === 'bad-request' && (error.detail ?? '').includes('stream_options');
}

async function connect({ apiKey, baseURL, isOfficial }: Endpoint): Promise<OpenAI> {
  const { default: Client } = await import('openai');
  return new Client({
    ...quietSdk,
    baseURL,
    fetch: sdkFetch,
    adminAPIKey: null,
    // The names of an account at OpenAI, which the SDK takes from the environment, are no business of another server.
    ...(isOfficial ? {} : { organization: null, project: null }),
    ...(apiKey === undefined ? keyless : { apiKey }),
  });
}
