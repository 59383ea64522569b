// The floor: what is left when nothing checks anything.
import http from 'node:http';
import { fill, input, model, prompts, runByHand } from '../task.mjs';

/** @type {import('../contender').Connect} */
export function connect(baseURL) {
  const agent = new http.Agent({ keepAlive: true });
  const headers = { authorization: 'Bearer bench', 'content-type': 'application/json' };
  const ask = (prompt) =>
    new Promise((resolve, reject) => {
      const body = JSON.stringify({ model, messages: [{ role: 'user', content: prompt }], stream: true, stream_options: { include_usage: true } });
      const request = http.request(`${baseURL}/chat/completions`, { method: 'POST', agent, headers }, (response) => {
        let text = '';
        let rest = '';
        response.setEncoding('utf8').on('data', (piece) => {
          const lines = (rest + piece).split('\n');
          rest = lines.pop();
          for (const line of lines) {
            if (line.startsWith('data: {')) text += JSON.parse(line.slice(6)).choices[0]?.delta.content ?? '';
          }
        });
        response.on('end', () => resolve(text)).on('error', reject);
      });
      request.on('error', reject).end(body);
    });
  return { runFlow: () => runByHand(ask), ask: () => ask(fill(prompts.generations[0], input)) };
}
