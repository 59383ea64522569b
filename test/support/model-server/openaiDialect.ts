import type { Dialect } from './dialect';

const chunk = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1_700_000_000, model: 'test' };

function frame(value: object): string {
  return `data: ${JSON.stringify(value)}\n\n`;
}

function choice(delta: object, finish_reason: string | null = null): string {
  return frame({ ...chunk, choices: [{ index: 0, delta, logprobs: null, finish_reason }] });
}

/** https://platform.openai.com/docs/api-reference/chat-streaming */
export const openaiDialect: Dialect = {
  path: '/v1/chat/completions',
  start: () => choice({ role: 'assistant', content: '', refusal: null }),
  text: (content) => choice({ content }),
  end(finish, usage) {
    const frames = finish === 'none' ? [] : [choice({}, finish)];
    if (usage) {
      const counts = { prompt_tokens: usage.input, completion_tokens: usage.output, total_tokens: usage.input + usage.output };
      frames.push(frame({ ...chunk, choices: [], usage: counts }));
    }
    return [...frames, 'data: [DONE]\n\n'].join('');
  },
  errorEvent: (message) => frame({ error: { message, type: 'server_error', param: null, code: null } }),
  errorBody: (status, message) =>
    JSON.stringify({ error: { message, type: status === 429 ? 'requests' : 'invalid_request_error', param: null, code: null } }),
};
