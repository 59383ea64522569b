import { catalog } from './catalog';
import { createChatCompletions } from './chatCompletions';
import type { EndpointSettings, Service } from './http/endpoint';
import type { ModelProvider } from './provider';

export interface OpenAiSettings extends EndpointSettings {
  /** What `auto` stands for. */
  readonly defaultModel?: string;
}

export const openAiService: Service = { name: 'OpenAI', baseURL: 'https://api.openai.com/v1', keyVariable: 'OPENAI_API_KEY' };

/** Chat completions, of OpenAI or of any server that speaks its protocol (vLLM, LM Studio, a proxy…). */
export function createOpenAiProvider(settings: OpenAiSettings): ModelProvider {
  const defaultModel = () => settings.defaultModel ?? catalog.openai.defaultModel;
  return createChatCompletions({ id: 'openai', service: openAiService, limit: 'max_completion_tokens', defaultModel }, settings);
}
