import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  visit,
  type Alias,
  type Document,
  type Node,
  type Pair,
  type YAMLMap,
} from 'yaml';
import { EditRefused } from './editRefused';
import { aliasTargets } from '../parse/aliasTargets';
import { parseYaml } from '../parse/parseYaml';
import { indentation, lineStart } from './lines';

/** A parsed text with what is needed to write into it in its own manner. */
export interface Source {
  readonly text: string;
  readonly document: Document;
  readonly root: YAMLMap | null;
  readonly eol: string;
  /** Whether the whole is JSON, and if so, whether spread over lines. */
  readonly json: false | 'compact' | 'pretty';
  /** Spaces per level of nesting. */
  readonly unit: number;
  /** Where block scalars that keep trailing blank lines (`|+`) end: blank lines moved there would become content. */
  readonly keepEnds: ReadonlySet<number>;
  readonly usesAliases: boolean;
  readonly resolve: (node: unknown) => Node | null;
}

/** Throws `EditRefused` for a text that has errors or is no map. */
export function readSource(text: string): Source {
  const document = parseYaml(text);
  const [error] = document.errors;
  if (error) throw new EditRefused(`The file has a syntax error: ${error.message} Correct it in the text editor first.`);
  const root = document.contents;
  if (root && !isMap(root) && !(isScalar(root) && root.value === null)) {
    throw new EditRefused('The file must be a map of keys and values. Correct it in the text editor first.');
  }
  const targets = resolveAliases(document);
  return {
    text,
    document,
    root: isMap(root) ? root : null,
    eol: /\r?\n/.exec(text)?.[0] ?? '\n',
    json: isMap(root) ? jsonForm(text, root) : false,
    unit: isMap(root) ? unitOf(text, root) : 2,
    keepEnds: keepEnds(document, text),
    usesAliases: targets.size > 0,
    resolve: (node) => {
      if (isAlias(node)) return targets.get(node) ?? null;
      return isNode(node) ? node : null;
    },
  };
}

/** The name by which a key or an entry of `from` is known: text as it is, anything else as it was written. */
export function nameOf(source: Pick<Source, 'resolve' | 'text'>, node: unknown): string | undefined {
  const value = source.resolve(node);
  if (!isScalar(value)) return undefined;
  return typeof value.value === 'string' ? value.value : (value.source ?? '');
}

export function isNull(source: Source, node: unknown): boolean {
  const value = source.resolve(node);
  return value === null || (isScalar(value) && value.value === null);
}

export function findPair(source: Source, map: YAMLMap | null, key: string): Pair | undefined {
  return map?.items.find((pair) => nameOf(source, pair.key) === key);
}

function resolveAliases(document: Document): ReadonlyMap<Alias, Node | undefined> {
  const targets = aliasTargets(document);
  for (const [alias, target] of targets) {
    if (!target) throw new EditRefused(`The alias *${alias.source} refers to nothing. Correct it in the text editor first.`);
  }
  return targets;
}

function keepEnds(document: Document, text: string): ReadonlySet<number> {
  const ends = new Set<number>();
  if (!/[|>]\d?\+/.test(text)) return ends;
  visit(document, {
    Scalar: (_key, { srcToken, range }) => {
      if (srcToken?.type !== 'block-scalar' || !range) return;
      if (srcToken.props.some((prop) => 'source' in prop && prop.type === 'block-scalar-header' && prop.source.includes('+')))
        ends.add(range[1]);
    },
  });
  return ends;
}

function jsonForm(text: string, root: YAMLMap): Source['json'] {
  const key = root.items[0]?.key;
  if (!root.flow || !isScalar(key) || key.type !== 'QUOTE_DOUBLE' || !key.range || !root.range) return false;
  return text.slice(root.range[0], key.range[0]).includes('\n') ? 'pretty' : 'compact';
}

/** Taken from the first map that is nested on lines of its own. */
function unitOf(text: string, root: YAMLMap): number {
  const step = (outer: unknown, map: unknown): number => {
    const inner = isMap(map) ? map.items[0]?.key : undefined;
    return lineIndent(text, inner) - lineIndent(text, outer);
  };
  const steps = [step(root, root)];
  for (const { key, value } of root.items) {
    const [child] = isMap(value) ? value.items : [];
    steps.push(step(key, value), step(child?.key, child?.value));
  }
  return steps.find((unit) => unit > 0 && unit < 10) ?? 2;
}

function lineIndent(text: string, node: unknown): number {
  const offset = isNode(node) ? node.range?.[0] : undefined;
  return offset === undefined ? Number.NaN : indentation(text, lineStart(text, offset));
}
