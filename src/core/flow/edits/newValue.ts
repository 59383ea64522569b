import type { Position } from '../model';
import { doubleQuoted, inlineText, literalText } from './scalarText';

/** What can be written anew: text, a number or boolean as it is to be written, a list of texts, a position, or a map. */
export type NewValue =
  string | { readonly literal: string } | { readonly list: readonly string[] } | { readonly position: Position } | { readonly map: readonly NewPair[] };

export interface NewPair {
  readonly key: string;
  readonly value: NewValue;
}

export interface BlockStyle {
  readonly indent: number;
  readonly unit: number;
  readonly eol: string;
}

export interface FlowStyle {
  /** Every key and text in double quotes. */
  readonly json: boolean;
  /** What follows a colon or comma: nothing in compact JSON. */
  readonly space: '' | ' ';
  /** How nested maps are spread over lines, if they are. `indent` is that of the line the value begins on. */
  readonly pretty: PrettyStyle | undefined;
}

/** Flow style within a block document. */
export const plainFlow: FlowStyle = { json: false, space: ' ', pretty: undefined };

export interface PrettyStyle {
  readonly indent: string;
  readonly unit: string;
  readonly eol: string;
}

export type NewItem = NewPair | string;

export function blockItem(item: NewItem, style: BlockStyle): string {
  return typeof item === 'string'
    ? `${' '.repeat(style.indent)}- ${inlineText(item, 'block')}${style.eol}`
    : blockPair(item, style);
}

export function flowItem(item: NewItem, style: FlowStyle): string {
  return typeof item === 'string' ? flowValue(item, style) : flowPair(item, style);
}

/** A pair on lines of its own, with the last line break. */
function blockPair({ key, value }: NewPair, style: BlockStyle): string {
  const { indent, unit, eol } = style;
  const start = `${' '.repeat(indent)}${inlineText(key, 'block-key')}:`;
  if (typeof value === 'string') {
    const literal = value.includes('\n') ? literalText(value, indent, unit, eol) : undefined;
    // With `|+`, blank lines below would become content.
    if (literal && !literal.header.endsWith('+')) return `${start} ${literal.header}${eol}${literal.body}`;
    return `${start} ${inlineText(value, 'block')}${eol}`;
  }
  if ('map' in value && value.map.length > 0) {
    return start + eol + value.map.map((pair) => blockPair(pair, { ...style, indent: indent + unit })).join('');
  }
  return `${start} ${flowValue(value, plainFlow)}${eol}`;
}

function flowPair({ key, value }: NewPair, style: FlowStyle): string {
  return (style.json ? doubleQuoted(key) : inlineText(key, 'flow-key')) + ':' + style.space + flowValue(value, style);
}

export function flowValue(value: NewValue, style: FlowStyle): string {
  if (typeof value === 'string') return style.json ? doubleQuoted(value) : inlineText(value, 'flow');
  if ('literal' in value) return value.literal;
  const comma = `,${style.space}`;
  if ('position' in value) return `[${value.position.join(comma)}]`;
  if ('list' in value) return `[${value.list.map((item) => flowValue(item, style)).join(comma)}]`;
  const { pretty } = style;
  if (!pretty) return `{${value.map.map((pair) => flowPair(pair, style)).join(comma)}}`;
  const indent = pretty.indent + pretty.unit;
  const lines = value.map.map((pair) => pretty.eol + indent + flowPair(pair, { ...style, pretty: { ...pretty, indent } }));
  return `{${lines.join(',')}${pretty.eol}${pretty.indent}}`;
}
