import type { Usage } from '../run/events';
import type { Endpoint } from './http/endpoint';
import { eventFailure, unreadableEvent } from './http/failures';
import { isObject, numberAt, objectAt, parseObject, textAt, type JsonObject } from './http/json';
import type { AnswerEvents, Finish } from './http/readAnswer';
import type { ServerSentEvent } from './http/sse';
import type { FinishReason } from './provider';

const reasons: Readonly<Record<string, FinishReason>> = { stop: 'stop', length: 'length', content_filter: 'content_filter' };

/** The events of a streamed chat completion, of OpenAI and of the servers that speak its protocol. */
export class OpenAiEvents implements AnswerEvents {
  isOver = false;
  readonly #endpoint: Endpoint;
  #finishReason = '';
  #isRefusal = false;
  #usage: Usage | undefined;

  constructor(endpoint: Endpoint) {
    this.#endpoint = endpoint;
  }

  read({ data }: ServerSentEvent): string {
    if (data === '[DONE]') {
      this.isOver = true;
      return '';
    }
    const chunk = parseObject(data);
    if (!chunk) throw unreadableEvent(this.#endpoint, data);
    if (chunk.error) throw eventFailure(this.#endpoint, chunk);
    this.#readUsage(objectAt(chunk, 'usage'));
    const choice: unknown = Array.isArray(chunk.choices) ? chunk.choices[0] : undefined;
    return isObject(choice) ? this.#readChoice(choice) : '';
  }

  get finish(): Finish | undefined {
    if (this.#finishReason === '') return undefined;
    const usage = this.#usage ? { usage: this.#usage } : {};
    if (this.#isRefusal) return { type: 'finish', reason: 'content_filter', detail: 'refusal', ...usage };
    return { type: 'finish', reason: reasons[this.#finishReason] ?? 'other', detail: this.#finishReason, ...usage };
  }

  #readChoice(choice: JsonObject): string {
    this.#finishReason = textAt(choice, 'finish_reason') || this.#finishReason;
    const delta = objectAt(choice, 'delta');
    const refusal = textAt(delta, 'refusal');
    if (refusal !== '') this.#isRefusal = true;
    return textAt(delta, 'content') + refusal;
  }

  #readUsage(usage: JsonObject): void {
    const input = numberAt(usage, 'prompt_tokens');
    const output = numberAt(usage, 'completion_tokens');
    if (input !== undefined && output !== undefined) this.#usage = { input_tokens: input, output_tokens: output };
  }
}
