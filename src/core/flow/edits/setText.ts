import { isCollection, isScalar, type Pair, type YAMLMap } from 'yaml';
import type { TextEdit } from '../problem';
import { bodyStart, endOf, itemStart } from './extents';
import { layoutOf } from './items';
import { column, indentation, isComment, lineEnd, nextLine, skipBlankLines } from './lines';
import { doubleQuoted, inlineText, literalText, type Literal, type Quoting } from './scalarText';
import { slotOf, type Slot } from './slot';
import type { Source } from './source';
import { insert, replace } from './textEdits';

/** Gives a pair of the map a text as value, in the style that it has as far as that can hold it. */
export function setText(source: Source, map: YAMLMap, pair: Pair, value: string): TextEdit[] {
  const slot = slotOf(pair);
  if (map.flow) {
    const text = layoutOf(source, map).style.json ? doubleQuoted(value) : inlineText(value, 'flow', quotingOf(pair.value));
    return [replace(slot.start, slot.end, slot.token ? text : slot.lead + text)];
  }
  const literal = value.includes('\n') || slot.token?.type === 'block-scalar' ? literalFor(source, pair, slot, value) : undefined;
  if (literal) return setLiteral(source, slot, literal);
  return setInline(slot, pair.value, inlineText(value, 'block', quotingOf(pair.value)));
}

export function quotingOf(node: unknown): Quoting {
  const type = isScalar(node) ? node.type : undefined;
  if (type === 'QUOTE_SINGLE') return 'single';
  return type === 'QUOTE_DOUBLE' ? 'double' : 'plain';
}

/** Puts text of one line in the place of any value. */
export function setInline(slot: Slot, old: unknown, text: string): TextEdit[] {
  const { gap, start, end, token, lead } = slot;
  if (token?.type === 'block-scalar') {
    const header = token.props.find(({ type }) => type === 'block-scalar-header');
    return [replace(start, header ? endOf(header) : start, text), replace(bodyStart(token), end, '')];
  }
  const inPlace = token !== undefined && !isCollection(old);
  return [inPlace ? replace(start, end, text) : replace(gap, end, lead + text)];
}

/** A comment behind the old value or header stays, behind the new header. */
function setLiteral(source: Source, slot: Slot, { header, body }: Literal): TextEdit[] {
  const { text, eol } = source;
  const { gap, end, token, lead } = slot;
  if (token?.type === 'block-scalar' && text[bodyStart(token) - 1] === '\n') {
    return [...setInline(slot, undefined, header).slice(0, 1), replace(bodyStart(token), end, body)];
  }
  const line = lineEnd(text, end);
  const lines = eol + (line === text.length ? body : body.slice(0, -eol.length));
  return [replace(gap, end, lead + header), insert(line, lines)];
}

function literalFor(source: Source, pair: Pair, slot: Slot, value: string): Literal | undefined {
  const { text, eol, unit } = source;
  const indent = column(text, (pair.srcToken && itemStart(pair.srcToken)) ?? slot.start);
  const depth = oldDepth(text, slot, indent) ?? unit;
  const literal = literalText(value, indent, depth, eol);
  const next = slot.token?.type === 'block-scalar' ? slot.end : nextLine(text, slot.end);
  return literal && !swallows(text, next, indent + depth, literal.header.endsWith('+')) ? literal : undefined;
}

/** How much deeper than its key the body of the old block scalar stands. */
function oldDepth(text: string, { token, end }: Slot, indent: number): number | undefined {
  if (token?.type !== 'block-scalar') return undefined;
  const [header] = token.props;
  const digit = header && 'source' in header ? /\d/.exec(header.source)?.[0] : undefined;
  const body = bodyStart(token);
  const depth = digit ? Number(digit) : indentation(text, Math.min(skipBlankLines(text, body), end)) - indent;
  return depth > 0 && depth < 10 ? depth : undefined;
}

/** Whether a block scalar that ends here would take the lines below for its own. */
function swallows(text: string, offset: number, indent: number, keepsBlankLines: boolean): boolean {
  const line = skipBlankLines(text, offset);
  if (keepsBlankLines && line > offset) return true;
  return isComment(text, line) && indentation(text, line) >= indent;
}
