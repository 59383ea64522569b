import type { ModelParameters } from '../flow/model';
import type { Usage } from '../run/events';

export interface ModelRequest {
  readonly llm_provider: string;
  /** A model's name, or `auto`: the provider's default. */
  readonly model_type: string;
  /** The rendered prompt. */
  readonly prompt: string;
  /** The pre-nodes' joined outputs alone, for models that are not language models (`builtin`). */
  readonly input_data: string;
  /** The built-in process that asks (`sentiment`, `summarization`…), if one does; `builtin`'s `auto` goes by it. */
  readonly process?: string;
  /** Those that are set. A provider that has no such parameter goes without it. */
  readonly parameters?: ModelParameters;
}

/**
 * Why an answer ended. Only `stop` is a whole answer: `length` was cut at the token limit, `content_filter` withheld by
 * the provider, `other` is anything that a text answer should not end with.
 */
export type FinishReason = 'stop' | 'length' | 'content_filter' | 'other';

export type ModelChunk =
  /** An empty text says nothing but that the provider is still at work. */
  | { readonly type: 'text'; readonly text: string }
  /** Always the last chunk of an answer: an answer without it was cut off. `detail` is the provider's own word for it. */
  | { readonly type: 'finish'; readonly reason: FinishReason; readonly detail: string; readonly usage?: Usage };

/**
 * One attempt at one answer. No retries, no timers: `streamAnswer` is the one policy above all providers.
 * Throws `ModelError` for everything that goes wrong, and the signal's reason when it is aborted.
 */
export interface ModelProvider {
  readonly id: string;
  stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelChunk>;
}
