import { findBuiltInProcess } from '../builtInProcesses';
import { nodeTypes } from '../model';
import { placeholders } from '../placeholders';
import type { TextRange } from '../problem';
import { findCursor, type Cursor } from './cursor';
import { builtInProcessDocumentation, keysOf, levelAt, nodeTypeDocumentation, placeholderDocumentation } from './fileFormat';
import { bracedWord, isPromptPath } from './placeholders';

export interface Documentation {
  readonly range: TextRange;
  /** Markdown. */
  readonly text: string;
}

/** What the key, node type or placeholder at an offset is for. */
export function documentationAt(text: string, offset: number): Documentation | undefined {
  const cursor = findCursor(text, offset)?.cursor;
  if (!cursor) return undefined;
  if (cursor.role === 'value' && isPromptPath(cursor.path)) return placeholderAt(text, offset);
  const documentation = cursor.role === 'key' ? ofKey(text, cursor) : ofNodeType(text, cursor);
  return documentation === undefined ? undefined : { range: cursor.range, text: documentation };
}

function ofKey(text: string, { path, range }: Cursor): string | undefined {
  const name = text.slice(range.start, range.end);
  const level = levelAt(path);
  if (level) return keysOf(level).find((key) => key.name === name)?.documentation;
  const process = path.length === 1 && path[0] === 'processes' ? findBuiltInProcess(name) : undefined;
  return process && builtInProcessDocumentation[process];
}

function ofNodeType(text: string, { path, range }: Cursor): string | undefined {
  if (levelAt(path.slice(0, -1)) !== 'node' || path.at(-1) !== 'type') return undefined;
  const type = nodeTypes.find((known) => known === text.slice(range.start, range.end));
  return type && nodeTypeDocumentation[type];
}

function placeholderAt(text: string, offset: number): Documentation | undefined {
  const range = bracedWord(text, offset);
  const placeholder = placeholders.find((name) => range && text.slice(range.start, range.end) === `{${name}}`);
  return range && placeholder && { range, text: placeholderDocumentation[placeholder] };
}
