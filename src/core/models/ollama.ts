import { createChatCompletions } from './chatCompletions';
import type { Endpoint, Service } from './http/endpoint';
import { askModels } from './lists/askModels';
import { ModelError } from './modelError';
import type { ModelProvider } from './provider';

export interface OllamaSettings {
  /** Where it listens, with the path of its OpenAI-compatible part: `http://127.0.0.1:11434/v1`. */
  readonly baseURL?: string;
  /** What `auto` stands for. Absent: the first model that is installed. */
  readonly defaultModel?: string;
}

/** No key goes there, whichever is set for other providers. */
export const ollamaService: Service = { name: 'Ollama', baseURL: 'http://127.0.0.1:11434/v1' };

/** The models of an Ollama, which speaks OpenAI's chat completions. */
export function createOllamaProvider({ baseURL, defaultModel }: OllamaSettings): ModelProvider {
  const settings = baseURL === undefined ? {} : { baseURL };
  const choose = (endpoint: Endpoint, signal: AbortSignal) => defaultModel ?? firstModel(endpoint, signal);
  return createChatCompletions({ id: 'ollama', service: ollamaService, limit: 'max_tokens', defaultModel: choose }, settings);
}

async function firstModel(endpoint: Endpoint, signal: AbortSignal): Promise<string> {
  const [first] = await askModels('ollama', endpoint, signal);
  if (first !== undefined) return first;
  throw new ModelError('not-found', `${endpoint.name} has no language model installed. Get one with “ollama pull”, such as “ollama pull llama3.2”.`);
}
