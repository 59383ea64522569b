import type { Flow } from '../model';
import { placeholders } from '../placeholders';
import type { TextRange } from '../problem';
import type { Completion, CompletionWorld } from './completion';
import type { Cursor } from './cursor';
import { placeholderDocumentation } from './fileFormat';

const word = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Whether a prompt stands at the end of a path of keys. */
export function isPromptPath([first, ...rest]: readonly string[]): boolean {
  if (first === 'prompts') return rest.length === 1;
  return (first === 'nodes' || first === 'processes') && rest.length === 2 && rest[1] === 'prompt';
}

/** Behind an opening brace in a prompt: the placeholders, and in a process the row's columns. */
export async function completePlaceholders(
  text: string,
  offset: number,
  { path }: Cursor,
  flow: Flow,
  world: CompletionWorld,
): Promise<Completion[]> {
  const range = bracedWord(text, offset);
  if (!range) return [];
  const columns = path[0] === 'processes' ? ((await world.columns(flow)) ?? []) : [];
  const names = new Set<string>(placeholders);
  return [
    ...placeholders.map((name): Completion => ({ ...item(name, range), documentation: placeholderDocumentation[name] })),
    ...columns.filter((name) => word.test(name) && !names.has(name)).map((name): Completion => ({ ...item(name, range), kind: 'column', detail: 'column' })),
  ];
}

/** From an opening brace that is at most a word before the offset, to the end of that word with its closing brace. */
export function bracedWord(text: string, offset: number): TextRange | undefined {
  const before = /\{(?:[A-Za-z_][A-Za-z0-9_]*)?$/.exec(text.slice(0, offset));
  if (!before) return undefined;
  const after = /^[A-Za-z0-9_]*\}?/.exec(text.slice(offset))?.[0] ?? '';
  // A word that stood there before, such as in `{|word`, stays, unless it is what the braces hold.
  return { start: before.index, end: after === '' || after.endsWith('}') ? offset + after.length : offset };
}

function item(name: string, range: TextRange): Completion {
  return { label: `{${name}}`, kind: 'placeholder', insert: `{${name}}`, range };
}
