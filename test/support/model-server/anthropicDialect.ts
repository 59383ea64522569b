import type { Dialect } from './dialect';

function frame(event: string, value: object): string {
  return `event: ${event}\ndata: ${JSON.stringify({ type: event, ...value })}\n\n`;
}

const stopReasons = { stop: 'end_turn', length: 'max_tokens', content_filter: 'refusal' } as const;

const errorTypes: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  429: 'rate_limit_error',
  529: 'overloaded_error',
};

/** https://docs.anthropic.com/en/api/messages-streaming */
export const anthropicDialect: Dialect = {
  path: '/v1/messages',
  start(model, usage) {
    const message = { id: 'msg_1', type: 'message', role: 'assistant', model, content: [], stop_reason: null, stop_sequence: null };
    return [
      frame('message_start', { message: { ...message, usage: { input_tokens: usage.input, output_tokens: 1 } } }),
      frame('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }),
      frame('ping', {}),
    ].join('');
  },
  text: (text) => frame('content_block_delta', { index: 0, delta: { type: 'text_delta', text } }),
  end(finish, usage) {
    const frames = [frame('content_block_stop', { index: 0 })];
    if (finish !== 'none') {
      const delta = { stop_reason: stopReasons[finish], stop_sequence: null };
      frames.push(frame('message_delta', { delta, ...(usage ? { usage: { output_tokens: usage.output } } : {}) }));
      frames.push(frame('message_stop', {}));
    }
    return frames.join('');
  },
  errorEvent: (message) => frame('error', { error: { type: 'overloaded_error', message } }),
  errorBody: (status, message) => JSON.stringify({ type: 'error', error: { type: errorTypes[status] ?? 'api_error', message } }),
};
