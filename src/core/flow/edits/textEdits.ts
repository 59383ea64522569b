import type { TextEdit } from '../problem';
import { EditRefused } from './editRefused';

export function replace(start: number, end: number, text: string): TextEdit {
  return { range: { start, end }, text };
}

export function insert(offset: number, text: string): TextEdit {
  return replace(offset, offset, text);
}

/** The text with all edits made. They are sorted and disjoint, as `planEdit` returns them. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let offset = 0;
  for (const { range, text: inserted } of edits) {
    result += text.slice(offset, range.start) + inserted;
    offset = range.end;
  }
  return result + text.slice(offset);
}

/** Sorted, touching edits joined, each cut down to what differs. */
export function tidy(text: string, edits: readonly TextEdit[]): TextEdit[] {
  const sorted = [...edits].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
  const joined: TextEdit[] = [];
  for (const edit of sorted) {
    const last = joined.at(-1);
    if (!last || last.range.end < edit.range.start) joined.push(edit);
    else joined[joined.length - 1] = join(last, edit);
  }
  return joined
    .map((edit) => shrink(text, edit))
    .filter(({ range, text: inserted }) => range.start < range.end || inserted !== '');
}

function join(first: TextEdit, second: TextEdit): TextEdit {
  const overlaps = second.range.start < first.range.end;
  if (overlaps && (first.text !== '' || second.text !== '')) {
    throw new EditRefused('This change touches one place of the file twice. Make it in two steps, or edit the text.');
  }
  return replace(first.range.start, Math.max(first.range.end, second.range.end), first.text + second.text);
}

function shrink(text: string, { range, text: inserted }: TextEdit): TextEdit {
  const old = text.slice(range.start, range.end);
  const shorter = Math.min(old.length, inserted.length);
  let prefix = 0;
  while (prefix < shorter && old[prefix] === inserted[prefix]) prefix++;
  if (splitsPair(old, prefix) || splitsPair(inserted, prefix)) prefix--;
  let suffix = 0;
  while (suffix < shorter - prefix && old.at(-1 - suffix) === inserted.at(-1 - suffix)) suffix++;
  if (splitsPair(old, old.length - suffix) || splitsPair(inserted, inserted.length - suffix)) suffix--;
  return replace(range.start + prefix, range.end - suffix, inserted.slice(prefix, inserted.length - suffix));
}

/** An edit that starts between CR and LF, or inside a surrogate pair, is moved by editors or breaks the text. */
function splitsPair(text: string, offset: number): boolean {
  const pair = text.slice(offset - 1, offset + 1);
  return offset > 0 && (pair === '\r\n' || /^[\ud800-\udbff][\udc00-\udfff]$/.test(pair));
}
