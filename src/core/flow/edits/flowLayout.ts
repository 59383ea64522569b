import { isMap, isPair, isScalar, type YAMLMap, type YAMLSeq } from 'yaml';
import type { TextRange } from '../problem';
import type { Extent } from './extents';
import { lineStart } from './lines';
import type { FlowStyle } from './newValue';
import type { Source } from './source';

export interface FlowItems {
  readonly collection: YAMLMap | YAMLSeq;
  readonly extents: readonly Extent[];
  /** Between the brackets. */
  readonly inside: TextRange;
}

/** How items of a bracketed collection are written. */
export interface FlowLayout {
  readonly style: FlowStyle;
  readonly ownLines: boolean;
  /** What stands before an item: a line break and indentation, a space, or nothing. */
  readonly separator: string;
  /** What stands before the closing bracket. */
  readonly closingBreak: string;
}

/** Read off the items that are there; an empty collection follows the document. */
export function flowLayout(source: Source, { collection, extents, inside }: FlowItems): FlowLayout {
  const { text, eol } = source;
  const [first] = extents;
  const outer = leadingSpace(text, inside.start);
  const ownLines = first ? text.slice(inside.start, first.start).includes('\n') : isMap(collection) && source.json === 'pretty';
  const unit = outer.includes('\t') || text.includes('\n\t') ? '\t' : ' '.repeat(source.unit);
  const indent = first && ownLines ? leadingSpace(text, first.start) : outer + unit;

  const json = first ? isDoubleQuoted(collection.items[0]) : source.json !== false;
  const space = json && first && isCompact(text.slice(first.start, extents[1]?.start ?? first.end)) ? '' : ' ';
  const pretty = (nestedOnLines(text, collection) ?? ownLines) ? { indent: ownLines ? indent : outer, unit, eol } : undefined;
  return {
    style: { json, space, pretty },
    ownLines,
    separator: ownLines ? eol + indent : space,
    closingBreak: ownLines ? eol + outer : '',
  };
}

/** Whether the maps within are spread over lines; undefined where none holds anything. */
function nestedOnLines(text: string, collection: YAMLMap | YAMLSeq): boolean | undefined {
  if (!isMap(collection)) return false;
  const ranges = collection.items.flatMap(({ value }) =>
    isMap(value) && value.items.length > 0 && value.range ? [value.range] : [],
  );
  return ranges.length === 0 ? undefined : ranges.some(([start, end]) => text.slice(start, end).includes('\n'));
}

function isDoubleQuoted(item: unknown): boolean {
  const scalar = isPair(item) ? item.key : item;
  return isScalar(scalar) && scalar.type === 'QUOTE_DOUBLE';
}

/** From the first item on to the second: no space behind the key's colon or the comma. */
function isCompact(text: string): boolean {
  return /^"[^"]*"\s*(:|,$)(?!\s)/.test(text);
}

function leadingSpace(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset), offset))?.[0] ?? '';
}
