import { isMap, isNode, isScalar, isSeq } from 'yaml';
import { EditRefused } from './editRefused';
import { nameOf, type Source } from './source';

/** What a document says, without how it is written: anchors are followed, comments and quotes gone. */
export type Plain = string | Literal | null | Plain[] | PlainMap;
export type PlainMap = Map<string, Plain>;

/** A number or boolean, as it is written. */
export interface Literal {
  readonly source: string;
}

// Aliases of aliases multiply: a short file can say more than memory holds.
const largest = 1_000_000;
const deepest = 500;

export function readPlain(source: Source): PlainMap {
  const root = plainValue(source, source.root);
  return root instanceof Map ? root : new Map<string, Plain>();
}

export function plainValue(source: Source, part: unknown): Plain {
  let count = 0;
  const read = (node: unknown, depth: number): Plain => {
    if (++count > largest || depth > deepest)
      throw new EditRefused('The file is too large or too deeply nested to be changed on the canvas.');
    const value = source.resolve(node);
    if (isScalar(value))
      return typeof value.value === 'string' ? value.value : value.value === null ? null : { source: value.source ?? '' };
    if (isSeq(value)) return value.items.map((item) => read(item, depth + 1));
    if (!isMap(value)) return null;
    return new Map(value.items.map((pair) => [keyName(source, pair.key), read(pair.value, depth + 1)]));
  };
  return read(part, 0);
}

function keyName(source: Source, key: unknown): string {
  const range = isNode(key) ? key.range : undefined;
  return nameOf(source, key) ?? (range ? source.text.slice(range[0], range[1]) : '');
}

export function plainName(value: Plain): string | undefined {
  if (typeof value === 'string') return value;
  return value !== null && 'source' in value ? value.source : undefined;
}
