import type OpenAI from 'openai';
import { catalog } from './catalog';
import { resolveEndpoint, type Endpoint, type EndpointSettings, type Service } from './http/endpoint';
import { callSdk, quietSdk, keyless } from './http/sdkCall';
import { sdkFetch } from './http/sdkFetch';
import { ModelError } from './modelError';
import { OpenAiEvents } from './openaiEvents';
import type { ModelProvider } from './provider';

export interface OpenAiSettings extends EndpointSettings {
  /** What `auto` stands for. */
  readonly defaultModel?: string;
}

const service: Service = { name: 'OpenAI', baseURL: 'https://api.openai.com/v1', keyVariable: 'OPENAI_API_KEY' };

/** Chat completions, of OpenAI or of any server that speaks its protocol (Ollama, vLLM, LM Studio…). */
export function createOpenAiProvider(settings: OpenAiSettings): ModelProvider {
  let client: Promise<OpenAI> | undefined;
  let countsTokens = true;
  return {
    id: 'openai',
    async *stream(request, signal) {
      const endpoint = resolveEndpoint(service, settings);
      const model = request.model_type === 'auto' ? (settings.defaultModel ?? catalog.openai.defaultModel) : request.model_type;
      const { chat } = await (client ??= connect(endpoint));
      const send = () =>
        chat.completions
          .create(
            {
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
