import type { TextEdit } from '../problem';
import type { Extent } from './extents';
import type { ItemChange } from './itemChange';
import { column, isBlank, lineEnd, lineStart, nextLine, skipBlankLines, skipDeeperComments } from './lines';
import { blockItem } from './newValue';
import type { Source } from './source';
import { insert, replace } from './textEdits';

/** Changes items that stand on lines of their own. Where all go and none comes, the caller must leave a value behind. */
export function changeBlockItems(source: Source, extents: readonly Extent[], change: ItemChange): TextEdit[] {
  const edits = [...change.remove].flatMap((index) => removal(source, extents, index));
  const [first] = extents;
  if (change.insert.length === 0 || !first) return edits;

  const style = { indent: column(source.text, first.start), unit: source.unit, eol: source.eol };
  const lines = change.insert.map((item) => blockItem(item, style)).join('');
  const after = extents[change.after];
  edits.push(
    after ? insertLines(source, linesEnd(source.text, after), lines) : insert(lineStart(source.text, first.start), lines),
  );
  return edits;
}

/** Inserts whole lines where a line begins, or behind a last line that has no line break. */
export function insertLines(source: Source, offset: number, lines: string): TextEdit {
  const followsBreak = lineStart(source.text, offset) === offset;
  return insert(offset, followsBreak ? lines : source.eol + lines.slice(0, -source.eol.length));
}

/** Behind the item's lines and the comment lines below that are indented deeper, and so belong to it. */
export function linesEnd(text: string, { start, end }: Pick<Extent, 'start' | 'end'>): number {
  return skipDeeperComments(text, contentLinesEnd(text, start, end), column(text, start));
}

/** A block scalar ends with its last line break, everything else somewhere in its last line. */
export function contentLinesEnd(text: string, start: number, end: number): number {
  return end > start && text[end - 1] === '\n' ? end : nextLine(text, end);
}

function removal(source: Source, extents: readonly Extent[], index: number): TextEdit[] {
  const { text, keepEnds } = source;
  const extent = extents[index];
  if (!extent) return [];
  const start = lineStart(text, extent.start);
  if (isBlank(text.slice(start, extent.start))) {
    const end = linesEnd(text, extent);
    return [replace(start, keepEnds.has(start) ? skipBlankLines(text, end) : end, '')];
  }
  // The first item of a map that begins behind something else on the line, as in `: key: value`.
  const next = extents[index + 1];
  return [replace(extent.start, next ? next.start : lineEnd(text, extent.end), '')];
}
