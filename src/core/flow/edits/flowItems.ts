import type { TextEdit } from '../problem';
import type { Extent } from './extents';
import { flowLayout, type FlowItems } from './flowLayout';
import type { ItemChange } from './itemChange';
import { isBlank, lineEnd, lineStart, nextLine } from './lines';
import { flowItem } from './newValue';
import type { Source } from './source';
import { insert, replace } from './textEdits';

/** Changes items between brackets, and keeps the commas between them right. */
export function changeFlowItems(source: Source, items: FlowItems, change: ItemChange): TextEdit[] {
  const { extents } = items;
  const lastKept = extents.findLastIndex((_, index) => !change.remove.has(index));
  const trailingComma = extents.at(-1)?.comma !== undefined;
  const edits = [...change.remove].flatMap((index) => removal(source.text, extents[index], index > lastKept));

  const appends = change.insert.length > 0 && change.after >= lastKept;
  const comma = extents[lastKept]?.comma;
  if (comma !== undefined && lastKept < extents.length - 1 && !appends && !trailingComma)
    edits.push(replace(comma, comma + 1, ''));

  if (change.insert.length > 0) edits.push(...insertion(source, items, change, change.after < lastKept || trailingComma));
  return edits;
}

/** `inTail`: nothing stays behind the item. */
function removal(text: string, extent: Extent | undefined, inTail: boolean): TextEdit[] {
  if (!extent) return [];
  const end = endWithComma(extent);
  const line = lineStart(text, extent.start);
  if (isBlank(text.slice(line, extent.start)) && isRestOfLine(text, end)) return [replace(line, nextLine(text, end), '')];
  if (inTail) return [replace(line + text.slice(line, extent.start).trimEnd().length, end, '')];
  // A comment needs the space before it.
  const spaces = /^[ \t]*(?!#)/.exec(text.slice(end, lineEnd(text, end)))?.[0].length ?? 0;
  return [replace(extent.start, end + spaces, '')];
}

/** `continues`: something follows, so that the new items need a comma behind them. */
function insertion(source: Source, items: FlowItems, change: ItemChange, continues: boolean): TextEdit[] {
  const { style, separator, ownLines, closingBreak } = flowLayout(source, items);
  const parts = change.insert.map((item) => flowItem(item, style));
  const after = items.extents[change.after];
  if (after) {
    const end = endWithComma(after);
    const text = parts.map((part) => separator + part).join(',') + (continues ? ',' : '');
    // A comment behind the item stays beside it.
    const offset = ownLines && isRestOfLine(source.text, end) ? lineEnd(source.text, end) : end;
    return [...(after.comma === undefined ? [insert(end, ',')] : []), insert(offset, text)];
  }
  const { start, end } = items.inside;
  const text = (ownLines ? separator : '') + parts.join(`,${separator}`) + (continues ? ',' + (ownLines ? '' : separator) : '');
  if (isBlank(source.text.slice(start, end))) return [replace(start, end, text + closingBreak)];
  return [insert(start, text)];
}

function endWithComma({ end, comma }: Extent): number {
  return comma === undefined ? end : comma + 1;
}

function isRestOfLine(text: string, offset: number): boolean {
  return /^[ \t]*(#.*)?$/.test(text.slice(offset, lineEnd(text, offset)));
}
