import { isMap, isPair, isScalar, isSeq, visit, type Document, type Pair, type Scalar } from 'yaml';
import type { TextRange } from '../problem';
import { parseYaml } from '../parse/parseYaml';

/** A place in a workflow's text, as the path of keys to it: how completion and hover see an offset. */
export interface Cursor {
  /** The keys from the root to the map whose key, or to the value (or the list of values), that the offset is in. */
  readonly path: readonly string[];
  readonly role: 'key' | 'value';
  /** The other keys of the map, or the other values of the list. */
  readonly others: readonly string[];
  /** What stands between the quotation marks, if there are any. It may be empty, and is never longer than a line. */
  readonly range: TextRange;
  readonly quote: '"' | "'" | '';
  readonly style: 'block' | 'flow';
  /** Whether the keys beside it are in double quotes, as in JSON. */
  readonly json: boolean;
  /** For a key: whether a colon follows it. */
  readonly hasValue: boolean;
  /** For a value: whether nothing stands before it on its line, so that it may as well become the first key of a map. */
  readonly startsLine: boolean;
  /** For a value: whether it is an entry of a list. */
  readonly inList: boolean;
  /** Blank where the text has to be moved away from the colon before it. */
  readonly lead: '' | ' ';
}

/** A cursor with the text that it was found in: the document with a mark at the offset, as long as what is written is incomplete. */
export interface FoundCursor {
  readonly cursor: Cursor;
  readonly markedText: string;
}

/**
 * Finds out where in the document an offset is. A mark is put there and the whole parsed: the parser knows YAML's styles, and makes
 * the best of what is half written. Undefined in comments, and where no key or value can stand.
 */
export function findCursor(text: string, offset: number): FoundCursor | undefined {
  if (isInIndentation(text, offset)) return undefined;
  const attempts = endingsAt(text, offset).flatMap((ending) => attempt(text, offset, ending) ?? []);
  const [best] = attempts.sort((a, b) => a.errors - b.errors);
  return best?.found;
}

/** Before the first word of a line, where anything typed would move that word. */
function isInIndentation(text: string, offset: number): boolean {
  return /^[ \t]*$/.test(text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset)) && /^[ \t]+[^\s#]/.test(text.slice(offset));
}

/** What may be missing behind the offset: a key without its colon takes the next line for its own, an open quote the whole rest. */
function endingsAt(text: string, offset: number): string[] {
  const quote = /(["'])[^"'\n]*$/.exec(text.slice(0, offset))?.[1];
  return quote === undefined ? ['', ':'] : ['', ':', quote];
}

function attempt(text: string, offset: number, ending: string): { errors: number; found: FoundCursor } | undefined {
  const mark = unusedCharacter(text);
  const lead = text[offset - 1] === ':' ? ' ' : '';
  const word = ending === '' ? '' : (/^[^\s,:\]}#"']*/.exec(text.slice(offset))?.[0] ?? '');
  const rest = offset + word.length;
  const markedText = text.slice(0, offset) + lead + mark + word + ending + text.slice(rest);
  const document = parseYaml(markedText);
  const marked = findMark(document, mark);
  if (!marked) return undefined;
  const added = lead.length + mark.length + ending.length;
  const toOriginal = (at: number) => (at <= offset ? at : at <= offset + lead.length + mark.length ? offset : Math.max(offset, at - added));
  const cursor = describe(text, offset, { ...marked, lead }, toOriginal);
  return cursor && { errors: document.errors.length, found: { cursor, markedText } };
}

interface Marked {
  readonly scalar: Scalar;
  readonly role: 'key' | 'value';
  readonly ancestors: readonly unknown[];
}

function findMark(document: Document, mark: string): Marked | undefined {
  let marked: Marked | undefined;
  visit(document, {
    Scalar: (key, scalar, ancestors) => {
      if (!String(scalar.value).includes(mark)) return undefined;
      marked = { scalar, role: key === 'key' ? 'key' : 'value', ancestors };
      return visit.BREAK;
    },
  });
  return marked;
}

function describe(
  text: string,
  offset: number,
  { scalar, role, ancestors, lead }: Marked & { readonly lead: Cursor['lead'] },
  toOriginal: (at: number) => number,
): Cursor | undefined {
  const { range: markedRange } = scalar;
  if (!markedRange) return undefined;
  const pairs = ancestors.filter(isPair);
  const path = (role === 'key' ? pairs.slice(0, -1) : pairs).map(({ key }) => nameOf(key));
  const outer = { start: toOriginal(markedRange[0]), end: toOriginal(markedRange[1]) };
  const quote = quoteOf(scalar);
  const range = within(text, offset, quote === '' ? outer : inside(text, outer, quote));
  if (quote === '' && touchesOther(text, offset, range)) return undefined;
  const container = ancestors.findLast((ancestor) => isMap(ancestor) || isSeq(ancestor));
  const parent = ancestors.at(-1);
  const isFlow = ancestors.some((ancestor) => (isMap(ancestor) || isSeq(ancestor)) && ancestor.flow === true);
  const before = text.slice(text.lastIndexOf('\n', outer.start - 1) + 1, outer.start);
  return {
    path,
    role,
    others: role === 'key' ? keysOf(container, scalar) : isSeq(parent) ? valuesOf(parent.items, scalar) : [],
    range,
    quote,
    style: isFlow ? 'flow' : 'block',
    json: isFlow && pairs.some(({ key }) => isScalar(key) && key !== scalar && key.type === 'QUOTE_DOUBLE'),
    hasValue: role === 'key' && /^["']?[ \t]*:/.test(text.slice(range.end)),
    startsLine: role === 'value' && !isFlow && before.trim() === '',
    inList: role === 'value' && isSeq(parent),
    lead: lead === ' ' && outer.start === offset ? lead : '',
  };
}

/** Whether a plain text would begin behind a quoted one, or run into what begins a list, a map or a quoted text only at its own start. */
function touchesOther(text: string, offset: number, { start }: TextRange): boolean {
  return /["'\]}]$/.test(text.slice(0, start)) || /^[[{"'&*!|>]/.test(text.slice(offset));
}

/** The part of a text that stands on the offset's line. */
function within(text: string, offset: number, { start, end }: TextRange): TextRange {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const lineEnd = /\r?\n/.exec(text.slice(offset))?.index ?? text.length - offset;
  return { start: Math.min(offset, Math.max(start, lineStart)), end: Math.max(offset, Math.min(end, offset + lineEnd)) };
}

function inside(text: string, { start, end }: TextRange, quote: string): TextRange {
  return { start: start + 1, end: end > start + 1 && text[end - 1] === quote ? end - 1 : end };
}

function quoteOf({ type }: Scalar): Cursor['quote'] {
  if (type === 'QUOTE_DOUBLE') return '"';
  return type === 'QUOTE_SINGLE' ? "'" : '';
}

function keysOf(container: unknown, scalar: Scalar): string[] {
  return isMap(container) ? container.items.filter(({ key }: Pair) => key !== scalar).map(({ key }: Pair) => nameOf(key)) : [];
}

function valuesOf(items: readonly unknown[], scalar: Scalar): string[] {
  return items.filter((item) => item !== scalar && isScalar(item)).map(nameOf);
}

function nameOf(key: unknown): string {
  return isScalar(key) ? String(key.value) : '';
}

/** A character that YAML takes for a letter and nobody writes. */
function unusedCharacter(text: string): string {
  for (let code = 0xe000; code < 0xf8ff; code++) {
    const character = String.fromCharCode(code);
    if (!text.includes(character)) return character;
  }
  return '\uf8ff';
}
