import OpenAI from 'openai';
import { fill, input, model, prompts, runByHand } from '../task.mjs';

/** @type {import('../contender').Connect} */
export function connect(baseURL) {
  const client = new OpenAI({ apiKey: 'bench', baseURL, maxRetries: 0 });
  const ask = async (prompt) => {
    let text = '';
    const stream = await client.chat.completions.create({
      model,
      messages: [{ role: 'user', content: prompt }],
      stream: true,
      stream_options: { include_usage: true },
    });
    for await (const { choices } of stream) text += choices[0]?.delta.content ?? '';
    return text;
  };
  return { runFlow: () => runByHand(ask), ask: () => ask(fill(prompts.generations[0], input)) };
}
