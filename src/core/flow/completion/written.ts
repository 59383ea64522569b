import { doubleQuoted, inlineText } from '../edits/scalarText';
import type { Cursor } from './cursor';
import type { FormatKey } from './fileFormat';

/** A text as it has to be written at the cursor to be read as that text. */
export function writtenValue(value: string, cursor: Cursor): string {
  if (cursor.quote !== '') return withinQuotes(value, cursor.quote);
  return cursor.lead + (cursor.json ? doubleQuoted(value) : inlineText(value, cursor.style));
}

/** A key, and what has to follow it before its value can be typed. */
export function writtenKey({ name, form }: FormatKey, cursor: Cursor): string {
  if (cursor.quote !== '') return withinQuotes(name, cursor.quote);
  const written = cursor.json ? doubleQuoted(name) : inlineText(name, cursor.style === 'flow' ? 'flow-key' : 'block-key');
  if (cursor.hasValue) return written;
  if (cursor.style === 'flow') return `${written}: `;
  return written + endings[form];
}

const endings: Readonly<Record<FormatKey['form'], string>> = { text: ': ', choice: ': ', lines: ': |\n  ', map: ':\n  ' };

function withinQuotes(value: string, quote: '"' | "'"): string {
  return quote === '"' ? doubleQuoted(value).slice(1, -1) : value.replaceAll("'", "''");
}
