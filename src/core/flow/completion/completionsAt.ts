import { parseFlow } from '../parse/parseFlow';
import type { Completion, CompletionWorld } from './completion';
import { findCursor } from './cursor';
import { completeKeys } from './keys';
import { completePlaceholders, isPromptPath } from './placeholders';
import { completeValues } from './values';

/** What may be written at an offset of a workflow's text, however little of it is there yet. The caller filters by what is typed. */
export async function completionsAt(text: string, offset: number, world: CompletionWorld): Promise<Completion[]> {
  const found = findCursor(text, offset);
  if (!found) return [];
  const { cursor, markedText } = found;
  // With the mark in it, a half-written name is nobody's, so it stands in nobody's way.
  const document = parseFlow(markedText);
  if (cursor.role === 'value' && isPromptPath(cursor.path)) return completePlaceholders(text, offset, cursor, document.flow, world);
  if (cursor.role === 'key') return completeKeys(cursor, document);
  const keys = cursor.startsLine && !cursor.inList ? completeKeys(cursor, document) : [];
  return [...keys, ...(await completeValues(text, cursor, document, world))];
}
