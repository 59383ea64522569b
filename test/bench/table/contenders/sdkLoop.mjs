// What one would write by hand: the openai SDK, p-queue, and the answers in a list until the end. sdkLoop CONCURRENCY
import { readFile, writeFile } from 'node:fs/promises';
import OpenAI from 'openai';
import PQueue from 'p-queue';
import { model, promptBefore } from '../task.mjs';

const queue = new PQueue({ concurrency: Number(process.argv[2]) });
const client = new OpenAI({ maxRetries: 0 });
const [, ...texts] = (await readFile('rows.csv', 'utf8')).trimEnd().split('\n');

async function ask(text) {
  let answer = '';
  const messages = [{ role: 'user', content: promptBefore + text }];
  const stream = await client.chat.completions.create({ model, messages, stream: true, stream_options: { include_usage: true } });
  for await (const { choices } of stream) answer += choices[0]?.delta.content ?? '';
  return answer;
}

const answers = await queue.addAll(texts.map((text) => () => ask(text)));
await writeFile('answers.jsonl', answers.map((answer) => `${JSON.stringify(answer)}\n`).join(''));
