import type { Endpoint } from './http/endpoint';
import { eventFailure, unreadableEvent } from './http/failures';
import { numberAt, objectAt, parseObject, textAt, type JsonObject } from './http/json';
import type { AnswerEvents, Finish } from './http/readAnswer';
import type { ServerSentEvent } from './http/sse';
import type { FinishReason } from './provider';

const reasons: Readonly<Record<string, FinishReason>> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  refusal: 'content_filter',
};

/** The events of a streamed message of the Anthropic API. */
export class AnthropicEvents implements AnswerEvents {
  isOver = false;
  readonly #endpoint: Endpoint;
  #stopReason = '';
  #inputTokens: number | undefined;
  #outputTokens: number | undefined;

  constructor(endpoint: Endpoint) {
    this.#endpoint = endpoint;
  }

  read({ data }: ServerSentEvent): string {
    const event = parseObject(data);
    if (!event) throw unreadableEvent(this.#endpoint, data);
    switch (event.type) {
      case 'content_block_delta':
        return textAt(objectAt(event, 'delta'), 'text');
      case 'message_start':
        this.#readUsage(objectAt(objectAt(event, 'message'), 'usage'));
        return '';
      case 'message_delta':
        this.#stopReason = textAt(objectAt(event, 'delta'), 'stop_reason') || this.#stopReason;
        this.#readUsage(objectAt(event, 'usage'));
        return '';
      case 'message_stop':
        this.isOver = true;
        return '';
      case 'error':
        throw eventFailure(this.#endpoint, event);
      default:
        // `ping`, the frames of blocks, and whatever a later version adds.
        return '';
    }
  }

  /** A stop reason alone is not the end: `message_stop` is. */
  get finish(): Finish | undefined {
    if (!this.isOver || this.#stopReason === '') return undefined;
    const usage =
      this.#inputTokens === undefined || this.#outputTokens === undefined
        ? {}
        : { usage: { input_tokens: this.#inputTokens, output_tokens: this.#outputTokens } };
    return { type: 'finish', reason: reasons[this.#stopReason] ?? 'other', detail: this.#stopReason, ...usage };
  }

  /** Counts are totals so far: the latest one counts. */
  #readUsage(usage: JsonObject): void {
    this.#inputTokens = numberAt(usage, 'input_tokens') ?? this.#inputTokens;
    this.#outputTokens = numberAt(usage, 'output_tokens') ?? this.#outputTokens;
  }
}
