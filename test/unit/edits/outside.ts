import { isCollection, isMap, isPair, isNode, isScalar, parseDocument, type Pair } from 'yaml';

type Path = readonly string[];
type Range = readonly [start: number, end: number];

/** A block-style text without the entries at the paths: what an edit of those entries must leave byte for byte. */
export function outside(text: string, paths: readonly Path[]): string {
  const root = parseDocument(text).contents;
  const ranges = paths.flatMap((path) => linesOf(text, root, path) ?? []).sort((a, b) => a[0] - b[0]);
  let rest = '';
  let offset = 0;
  for (const [start, end] of ranges) {
    rest += text.slice(offset, Math.max(offset, start));
    offset = Math.max(offset, end);
  }
  return rest + text.slice(offset);
}

/** The same for JSON, where commas and space between entries come and go with them. */
export function outsideJson(text: string, paths: readonly Path[]): string {
  const root = JSON.parse(text) as Record<string, unknown>;
  for (const path of paths) {
    const parent = path
      .slice(0, -1)
      .reduce<Record<string, unknown> | undefined>((value, key) => value?.[key] as Record<string, unknown> | undefined, root);
    if (parent) Reflect.deleteProperty(parent, path.at(-1)!);
  }
  return JSON.stringify(root);
}

/** Whole lines of the innermost entry on the path that stands on its own lines; undefined where there is none. */
function linesOf(text: string, map: unknown, [key, ...deeper]: Path): [Range] | undefined {
  if (!isMap(map)) return undefined;
  const pair = map.items.find((item) => isScalar(item.key) && String(item.key.value) === key);
  if (!pair) return undefined;
  if (deeper.length > 0 && !(isMap(pair.value) && pair.value.flow)) return linesOf(text, pair.value, deeper);
  const start = text.lastIndexOf('\n', startOf(pair)) + 1;
  return [[start === 0 && text.startsWith('\ufeff') ? 1 : start, withDeeperComments(text, endOf(pair), startOf(pair) - start)]];
}

function startOf(pair: Pair): number {
  return isNode(pair.key) ? pair.key.range![0] : 0;
}

function endOf(node: unknown): number {
  if (isPair(node))
    return isNode(node.value) && node.value.range![1] > node.value.range![0] ? endOf(node.value) : endOf(node.key);
  if (isCollection(node) && !node.flow) return endOf(node.items.at(-1));
  return isNode(node) ? node.range![1] : 0;
}

function withDeeperComments(text: string, end: number, column: number): number {
  const lineEnd = (offset: number) => text.indexOf('\n', offset) + 1 || text.length;
  const first = text[end - 1] === '\n' ? end : lineEnd(end);
  const comments = /^(?:[ \t\r\n]*\n)?( *)#[^\n]*(?:\n|$)/;
  let last = first;
  for (let found = comments.exec(text.slice(last)); found && found[1]!.length > column; found = comments.exec(text.slice(last)))
    last += found[0].length;
  return last;
}
