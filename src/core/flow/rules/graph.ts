import type { Connection, NodeType } from '../model';

/**
 * The graph as the connection rules see it. A node whose type is not known exists, but no rule that asks for its type
 * applies to it.
 */
export interface Graph {
  readonly types: ReadonlyMap<string, NodeType | undefined>;
  /** As written: possibly to nodes that do not exist, possibly twice. */
  readonly connections: readonly Connection[];
}

/** A graph's connections between existing nodes, each once, indexed from both ends. */
export class ConnectionIndex {
  readonly #pre = new Map<string, Set<string>>();
  readonly #post = new Map<string, Set<string>>();
  /** Each distinct connection with its place in the graph's list. */
  readonly distinct: { readonly connection: Connection; readonly index: number }[] = [];
  readonly duplicates: number[] = [];
  readonly dangling: number[] = [];

  constructor(graph: Graph) {
    graph.connections.forEach((connection, index) => {
      const { source, target } = connection;
      if (!graph.types.has(source) || !graph.types.has(target)) this.dangling.push(index);
      else if (this.pre(target).has(source)) this.duplicates.push(index);
      else {
        put(this.#pre, target, source);
        put(this.#post, source, target);
        this.distinct.push({ connection, index });
      }
    });
  }

  pre(id: string): ReadonlySet<string> {
    return this.#pre.get(id) ?? none;
  }

  post(id: string): ReadonlySet<string> {
    return this.#post.get(id) ?? none;
  }

  /** Whether a path leads from one node to another; a node reaches itself. */
  reaches(from: string, to: string): boolean {
    const seen = new Set([from]);
    for (const id of seen) {
      if (id === to) return true;
      for (const next of this.post(id)) seen.add(next);
    }
    return false;
  }
}

const none: ReadonlySet<string> = new Set();

function put(map: Map<string, Set<string>>, key: string, value: string): void {
  const values = map.get(key);
  if (values) values.add(value);
  else map.set(key, new Set([value]));
}
