import { isAlias, isMap, isScalar, isSeq, type Alias, type Document, type Node, type Pair, type Scalar } from 'yaml';
import { closest } from '../../text/closest';
import type { Problem, QuickFix, RuleId, TextRange } from '../problem';
import type { FieldLocation } from './flowDocument';

export interface Entry extends FieldLocation {
  readonly name: string;
  /** The quotation mark around the key, if it has one. */
  readonly quote: '"' | "'" | '';
  readonly node: Node | null;
}

export interface Located<T> {
  readonly value: T;
  readonly range: TextRange;
}

/** Reads typed values from YAML nodes, and collects a problem with its range for each that does not fit. */
export class YamlReader {
  readonly problems: Problem[] = [];
  readonly #document: Document;
  readonly #aliases: ReadonlyMap<Alias, Node | undefined>;

  constructor(document: Document, aliases: ReadonlyMap<Alias, Node | undefined>) {
    this.#document = document;
    this.#aliases = aliases;
  }

  report(rule: RuleId, range: TextRange, message: string, details: { node?: string; fix?: QuickFix } = {}): void {
    this.problems.push({ rule, severity: 'error', message, range, ...details });
  }

  /** The entries of a map; `what` names it in the problem that is reported where it is something else. */
  entries(node: unknown, what: string, range: TextRange): Entry[] {
    const map = this.#resolve(node);
    if (isEmpty(map)) return [];
    if (!isMap(map)) {
      this.report('document/invalid-value', rangeOf(node) ?? range, `${what} must be a map of keys and values.`);
      return [];
    }
    return this.#withoutRepetitions(map.items.flatMap((pair) => this.#entry(pair, what) ?? []));
  }

  /** YAML takes `1` and `"1"`, or an alias and its text, for two keys. Here they are one name. */
  #withoutRepetitions(entries: readonly Entry[]): Entry[] {
    const names = new Set<string>();
    return entries.filter(({ name, key }) => {
      const isRepeated = names.has(name);
      if (isRepeated) this.report('document/invalid-value', key, `The key “${name}” stands here twice. Rename or remove one.`);
      names.add(name);
      return !isRepeated;
    });
  }

  /** Text of a scalar; numbers and booleans count as the text they were written as. Absent for null. */
  text(entry: Entry, what: string, node?: string): string | undefined {
    return this.#scalarText(entry.node, entry.value, what, node)?.value;
  }

  /** Those of the keys that are there and hold text. */
  textFields<Key extends string>(
    fields: ReadonlyMap<string, Entry>,
    keys: readonly Key[],
    owner: string,
    node?: string,
  ): Partial<Record<Key, string>> {
    const texts: Partial<Record<Key, string>> = {};
    for (const key of keys) {
      const field = fields.get(key);
      const value = field && this.text(field, `\`${key}\` of ${owner}`, node);
      if (value !== undefined) texts[key] = value;
    }
    return texts;
  }

  /** A text, or a list of texts: always a list, each with its range. */
  texts(entry: Entry, what: string, node?: string): Located<string>[] {
    const value = this.#resolve(entry.node);
    const items = isSeq(value) ? value.items : [entry.node];
    return items.flatMap((item) => this.#scalarText(item, rangeOf(item) ?? entry.value, what, node) ?? []);
  }

  /** Numbers of a list, or undefined where it is not one of that length. */
  numbers(entry: Entry, length: number): number[] | undefined {
    const value = this.#resolve(entry.node);
    if (!isSeq(value)) return undefined;
    const numbers = value.items.flatMap((item) => {
      const number = this.#resolve(item);
      return isScalar(number) && typeof number.value === 'number' && Number.isFinite(number.value) ? number.value : [];
    });
    return numbers.length === length && value.items.length === length ? numbers : undefined;
  }

  /** JSON, or YAML's flow style at the root. */
  get isFlowStyle(): boolean {
    return isMap(this.#document.contents) && this.#document.contents.flow === true;
  }

  scalar(entry: Entry): unknown {
    const value = this.#resolve(entry.node);
    return isScalar(value) ? value.value : undefined;
  }

  isMap(entry: Entry): boolean {
    return isMap(this.#resolve(entry.node));
  }

  /** Keys that start with `x-` are the user's own. */
  unknownKey(entry: Entry, known: readonly string[], owner: string, node?: string): void {
    if (entry.name.startsWith('x-')) return;
    const close = closest(known, entry.name);
    this.report(
      'document/unknown-key',
      entry.key,
      `${owner} has no key “${entry.name}”. ${close ? `Did you mean “${close}”?` : `Keys are: ${known.join(', ')}.`}`,
      {
        ...(node !== undefined && { node }),
        ...(close && { fix: { title: `Change to “${close}”`, edits: [{ range: entry.key, text: entry.quote + close + entry.quote }] } }),
      },
    );
  }

  #entry(pair: Pair, what: string): Entry | undefined {
    const key = this.#resolve(pair.key);
    if (!isScalar(key)) {
      this.report('document/invalid-value', rangeOf(pair.key) ?? { start: 0, end: 0 }, `A key of ${what} must be text.`);
      return undefined;
    }
    const keyRange = rangeOf(pair.key) ?? rangeOf(pair.value) ?? { start: 0, end: 0 };
    const value = isNode(pair.value) ? pair.value : null;
    return { name: scalarSource(key), quote: quoteOf(key), key: keyRange, value: rangeOf(value) ?? keyRange, node: value };
  }

  #scalarText(node: unknown, fallback: TextRange, what: string, owner?: string): Located<string> | undefined {
    const value = this.#resolve(node);
    if (isEmpty(value)) return undefined;
    const range = rangeOf(node) ?? fallback;
    if (isScalar(value)) return { value: scalarSource(value), range };
    this.report('document/invalid-value', range, `${what} must be text.`, owner === undefined ? {} : { node: owner });
    return undefined;
  }

  #resolve(node: unknown): unknown {
    return isAlias(node) ? this.#aliases.get(node) : node;
  }
}

export function rangeOf(node: unknown): TextRange | undefined {
  const range = isNode(node) ? node.range : undefined;
  return range ? { start: range[0], end: range[1] } : undefined;
}

function isNode(node: unknown): node is Node {
  return isScalar(node) || isMap(node) || isSeq(node) || isAlias(node);
}

function isEmpty(node: unknown): boolean {
  return node === null || node === undefined || (isScalar(node) && node.value === null);
}

function quoteOf({ type }: Scalar): Entry['quote'] {
  if (type === 'QUOTE_DOUBLE') return '"';
  return type === 'QUOTE_SINGLE' ? "'" : '';
}

function scalarSource(scalar: { value: unknown; source?: string }): string {
  return typeof scalar.value === 'string' ? scalar.value : (scalar.source ?? String(scalar.value));
}
