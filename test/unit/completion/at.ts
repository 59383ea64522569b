import type { Completion, CompletionWorld } from '../../../src/core/flow/completion/completion';
import { completionsAt } from '../../../src/core/flow/completion/completionsAt';

export const world: CompletionWorld = {
  defaultProvider: 'builtin',
  providers: () =>
    Promise.resolve([
      { id: 'builtin', label: 'Built-in', models: ['auto', 'echo', 'sentiment'] },
      { id: 'openai', label: 'OpenAI', models: ['auto', 'gpt-5-mini'], missing: 'OpenAI needs an API key.' },
    ]),
  sourceFiles: () => Promise.resolve(['reviews.csv', 'data/more rows.csv']),
  workflows: () => Promise.resolve(['other.llmflow']),
  connections: () => Promise.resolve([{ name: 'warehouse', type: 'postgresql' }, { name: 'bucket', type: 's3' }]),
  knowledgeBases: () => Promise.resolve(['handbook']),
  columns: ({ source }) => Promise.resolve(source ? ['id', 'review', 'Review text', 'no'] : undefined),
};

/** Splits a text at its `|`. One that belongs to the text itself is written `¦`. */
export function split(marked: string): { text: string; offset: number } {
  const offset = marked.indexOf('|');
  if (offset < 0 || marked.indexOf('|', offset + 1) >= 0) throw new Error(`There must be one cursor in ${marked}`);
  return { text: (marked.slice(0, offset) + marked.slice(offset + 1)).replaceAll('¦', '|'), offset };
}

export function completions(marked: string): Promise<Completion[]> {
  const { text, offset } = split(marked);
  return completionsAt(text, offset, world);
}

export async function labels(marked: string): Promise<string[]> {
  return (await completions(marked)).map(({ label }) => label);
}

/** The text after the completion of that label has been chosen. */
export async function choose(marked: string, label: string): Promise<string> {
  const { text } = split(marked);
  const completion = (await completions(marked)).find((each) => each.label === label);
  if (!completion) throw new Error(`There is no completion “${label}”.`);
  const { range, insert } = completion;
  const indent = /^ */.exec(text.slice(text.lastIndexOf('\n', range.start - 1) + 1))?.[0] ?? '';
  return text.slice(0, range.start) + insert.replaceAll('\n', `\n${indent}`) + text.slice(range.end);
}
