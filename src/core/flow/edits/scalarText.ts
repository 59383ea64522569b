import { isDeepStrictEqual } from 'node:util';
import { parseDocument } from 'yaml';

/** Where a scalar stands: in `[…]` and `{…}` more characters need quotes, and a key must read as a key. */
export type Place = 'block' | 'flow' | 'block-key' | 'flow-key';
export type Quoting = 'plain' | 'single' | 'double';

/** A literal block scalar: its header, and its lines with the last line break. */
export interface Literal {
  readonly header: string;
  readonly body: string;
}

// What YAML may hold unescaped, without the line breaks of older YAML and the byte order mark.
const printable = /^[\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]*$/u;

// Reading a snippet with an alias in it fails, because its anchor is elsewhere.
const mayBeAlias = /(^|[[{,\s])\*/;

/** The value on one line: quoted as preferred if it reads back that way, else plain where possible, else in double quotes. */
export function inlineText(value: string, place: Place, preferred: Quoting = 'plain'): string {
  if (preferred !== 'double' && printable.test(value) && !/[\t\n]/.test(value) && !mayBeAlias.test(value)) {
    const plain = preferred === 'single' ? `'${value.replaceAll("'", "''")}'` : value;
    if (value !== '' && readsBack(inContext(plain, place, value))) return plain;
  }
  return doubleQuoted(value);
}

/** JSON, with all escaped that editors and tools tend to lose or to take for a line break. */
export function doubleQuoted(value: string): string {
  return JSON.stringify(value).replace(/[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g, (char) => {
    return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** The value as a literal block, `depth` spaces deeper than its key; undefined where only quotes can hold it. */
export function literalText(value: string, indent: number, depth: number, eol: string): Literal | undefined {
  if (!printable.test(value) || !/[^\s]/.test(value)) return undefined;
  const chomping = value.endsWith('\n') ? (value.endsWith('\n\n') ? '+' : '') : '-';
  const lines = (value.endsWith('\n') ? value.slice(0, -1) : value).split('\n');
  const indicator = /^\n*[ \t]/.test(value) ? String(depth) : '';
  const header = `|${indicator}${chomping}`;
  const body = (by: number) => lines.map((line) => (line === '' ? '' : ' '.repeat(by) + line) + eol).join('');
  const meaning = new Map<string, unknown>([
    ['k', value],
    ['z', 1],
  ]);
  return readsBack([`k: ${header}${eol}${body(depth)}z: 1`, meaning]) ? { header, body: body(indent + depth) } : undefined;
}

function inContext(text: string, place: Place, value: string): [snippet: string, meaning: unknown] {
  switch (place) {
    case 'block':
      return [`k: ${text}`, new Map([['k', value]])];
    case 'flow':
      return [`[${text}]`, [value]];
    case 'block-key':
      return [`${text}: 1`, new Map([[value, 1]])];
    case 'flow-key':
      return [`{${text}: 1}`, new Map([[value, 1]])];
  }
}

/** As YAML 1.2 and for readers of 1.1, to whom `no` and `12:30` are not text. */
function readsBack([snippet, meaning]: readonly [string, unknown]): boolean {
  return (['1.2', '1.1'] as const).every((version) => {
    const document = parseDocument(snippet, { version, prettyErrors: false, logLevel: 'silent' });
    return document.errors.length === 0 && isDeepStrictEqual(document.toJS({ mapAsMap: true }), meaning);
  });
}
