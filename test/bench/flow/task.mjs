// What every contender does: input → 3 generations → ensemble → validation → output, five model calls with these prompts.

export const model = 'gpt-4o-mini';

export const input = `I love this movie. The plot kept me guessing until the last scene, and the cast is wonderful.
The first hour of the movie is slow. The dialogue is flat and I nearly left.
Amazing performance by the lead! The last scene alone is worth the ticket, and the music is beautiful.`;

/** Each with one `{input_data}`. */
export const prompts = {
  generations: [
    'Are these reviews, taken together, Positive, Negative or Neutral?\n\n{input_data}\n',
    'Summarize these reviews in two sentences.\n\n{input_data}\n',
    'List the topics that these reviews talk about.\n\n{input_data}\n',
  ],
  ensemble: 'Write a short report from these findings: the mood, the summary, the topics.\n\n{input_data}\n',
  validation: "Correct this report's spelling and grammar, and change nothing else.\n\n{input_data}\n",
};

/** Model calls of one run, and how many of them follow one another. */
export const calls = 5;
export const sequentialCalls = 3;

/** @param {string} prompt @param {string} input_data */
export function fill(prompt, input_data) {
  return prompt.replace('{input_data}', () => input_data);
}

/** @param {readonly string[]} outputs */
export function join(outputs) {
  return outputs.join('\n\n');
}

/**
 * The flow made by hand, for contenders that only know calls.
 *
 * @param {(prompt: string) => Promise<string>} ask
 */
export async function runByHand(ask) {
  const found = await Promise.all(prompts.generations.map((prompt) => ask(fill(prompt, input))));
  const report = await ask(fill(prompts.ensemble, join(found)));
  return ask(fill(prompts.validation, report));
}

/** The prompts of one run whose answers are all `answer`, sorted. */
export function expectedPrompts(answer) {
  return [
    ...prompts.generations.map((prompt) => fill(prompt, input)),
    fill(prompts.ensemble, join([answer, answer, answer])),
    fill(prompts.validation, answer),
  ].sort();
}
