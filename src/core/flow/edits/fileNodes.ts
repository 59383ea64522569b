import { isMap, isSeq, type Node, type Pair, type YAMLMap } from 'yaml';
import { EditRefused } from './editRefused';
import type { Holder } from './pairs';
import { findPair, isNull, nameOf, type Source } from './source';

/** A node's entry under `nodes`. */
export interface FileNode {
  readonly id: string;
  /** The entry in the map of nodes. */
  readonly holder: Holder;
  /** Its fields; null where nothing, or something else, stands there. */
  readonly map: YAMLMap | null;
  readonly from: Pair | undefined;
}

export type FileNodes = ReadonlyMap<string, FileNode>;

export function readFileNodes(source: Source): FileNodes {
  const nodes = mapAt(source, 'nodes');
  return new Map(
    nodes?.items.flatMap((pair): [string, FileNode][] => {
      const id = nameOf(source, pair.key);
      if (id === undefined) return [];
      const value = source.resolve(pair.value);
      const map = isMap(value) ? value : null;
      return [[id, { id, holder: { parent: nodes, pair }, map, from: findPair(source, map, 'from') }]];
    }),
  );
}

/** The map under a root key. */
export function mapAt(source: Source, key: string): YAMLMap | null {
  const value = source.resolve(findPair(source, source.root, key)?.value);
  return isMap(value) ? value : null;
}

/** Throws where the node is not, or no longer, in the file. */
export function nodeNamed(nodes: FileNodes, id: string): FileNode {
  const node = nodes.get(id);
  if (!node) throw new EditRefused(`The file has no node “${id}”. It may have been changed meanwhile.`);
  return node;
}

/** The entries of a node's `from`, in order: scalars, or aliases of them. */
export function mentions(source: Source, { from }: FileNode): readonly unknown[] {
  const value: Node | null = source.resolve(from?.value);
  if (isSeq(value)) return value.items;
  return isNull(source, value) ? [] : [from?.value];
}
