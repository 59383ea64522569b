import type { ModelRequest } from '../../../src/core/models/provider';
import type { AnswerEvent } from '../../../src/core/models/streamAnswer';

export function request(llm_provider: string, more: Partial<ModelRequest> = {}): ModelRequest {
  return { llm_provider, model_type: 'auto', prompt: 'Say something.', input_data: 'Something.', ...more };
}

export interface Collected {
  /** Of the last attempt. */
  text: string;
  retries: Extract<AnswerEvent, { type: 'retry' }>[];
  finish?: Extract<AnswerEvent, { type: 'finish' }>;
  error?: unknown;
}

/** An answer to its end, good or bad. `onEvent` sees each event before the next one is asked for. */
export async function collect(
  events: AsyncIterable<AnswerEvent>,
  onEvent: (event: AnswerEvent) => void = () => undefined,
): Promise<Collected> {
  const result: Collected = { text: '', retries: [] };
  try {
    for await (const event of events) {
      if (event.type === 'text') result.text += event.text;
      else if (event.type === 'finish') result.finish = event;
      else {
        result.text = '';
        result.retries.push(event);
      }
      onEvent(event);
    }
  } catch (error) {
    result.error = error;
  }
  return result;
}

export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}
