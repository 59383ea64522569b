// What every contender does: one call of a model for each row of a file, with this prompt.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export const model = 'gpt-4o-mini';
export const promptBefore = 'Is this review Positive, Negative or Neutral? Say why.\n\n';
export const tokens = 40;

const sentences = [
  'I love this movie and the plot kept me guessing until the last scene.',
  'The first hour of the movie is slow and the dialogue is flat.',
  'The last scene alone is worth the ticket and the music is beautiful.',
  'The cast is wonderful but nobody told the camera.',
];

/** One review a line, about 250 characters each, no two of them alike; none with a comma or a quote. */
export function reviews(count) {
  return Array.from({ length: count }, (_, index) => `Review ${index + 1}: ${[0, 1, 2, 3].map((offset) => sentences[(index + offset) % 4]).join(' ')}`);
}

/** Puts `rows.csv` and the two workflows that read it into a folder. */
export async function writeTask(folder, rows, baseURLs) {
  await writeFile(join(folder, 'rows.csv'), `text\n${reviews(rows).join('\n')}\n`);
  await writeFile(
    join(folder, 'rows.llmflow'),
    JSON.stringify({
      ...{ llmflow: 1, id: '5f0d8a52-66f6-4b1c-9d3c-0a4f7a1f2b99', llm_provider: 'openai', model_type: model, source: 'rows.csv' },
      processes: { mood: { column: 'text', prompt: `${promptBefore}{input_data}` } },
    }),
  );
  await writeFile(
    join(folder, 'promptfooconfig.json'),
    JSON.stringify({
      prompts: [`${promptBefore}{{text}}`],
      providers: [{ id: `openai:chat:${model}`, config: { apiKey: 'bench', apiBaseUrl: baseURLs.whole } }],
      tests: 'file://rows.csv',
    }),
  );
}
