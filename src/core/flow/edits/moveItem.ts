import type { YAMLMap } from 'yaml';
import type { TextEdit, TextRange } from '../problem';
import { linesEnd } from './blockItems';
import { EditRefused, unfollowed } from './editRefused';
import type { Extent } from './extents';
import { readItems } from './items';
import { beforeBreak, isBlank, leadStart, lineStart, nextLine, skipBlankLines } from './lines';
import type { Source } from './source';
import { replace } from './textEdits';

/** Where an item stands with the comments that belong to it, without the line break at its end. */
interface Region extends TextRange {
  /** Whether blank lines behind it would become a part of it. */
  readonly keepsBlankLines: boolean;
}

/** Moves an item of a map to another place. What stands between the items stays between them: commas, blank lines, other comments. */
export function moveItem(source: Source, map: YAMLMap, from: number, to: number): TextEdit[] {
  const { text } = source;
  const { token, extents } = readItems(map);
  const regions = extents.map((extent) => (token.type === 'flow-collection' ? inBrackets(extent) : onLines(source, extent)));
  const passed = regions.slice(Math.min(from, to), Math.max(from, to) + 1);
  const [first, last] = [passed.at(0), passed.at(-1)];
  if (!first || !last || from === to) return [];

  const order = from < to ? [...passed.slice(1), first] : [last, ...passed.slice(0, -1)];
  // Blank lines behind the last one count as well.
  const end = order.at(-1)?.keepsBlankLines ? blankLinesEnd(text, last.end) : last.end;
  const gaps = passed.slice(1).map((region, index) => text.slice(passed[index]?.end, region.start));
  const moved = order.map((region, index) => text.slice(region.start, region.end) + gapBehind(region, gaps[index] ?? ''));
  return [replace(first.start, end, moved.join(''))];
}

function gapBehind({ keepsBlankLines }: Region, gap: string): string {
  return keepsBlankLines ? gap.replace(/^(\r?\n)(?:[ \t]*\r?\n)+/, '$1') : gap;
}

function inBrackets({ start, end }: Extent): Region {
  return { start, end, keepsBlankLines: false };
}

/** With the comment lines directly above it, and those below that are indented deeper. */
function onLines({ text, keepEnds }: Source, extent: Extent): Region {
  const line = lineStart(text, extent.start);
  if (!isBlank(text.slice(line, extent.start))) throw new EditRefused(unfollowed);
  const next = linesEnd(text, extent);
  return { start: leadStart(text, line), end: beforeBreak(text, next), keepsBlankLines: keepEnds.has(next) };
}

/** Before the break of the last of the blank lines below this one. */
function blankLinesEnd(text: string, end: number): number {
  const next = nextLine(text, end);
  const content = skipBlankLines(text, next);
  return content === next ? end : beforeBreak(text, content);
}
