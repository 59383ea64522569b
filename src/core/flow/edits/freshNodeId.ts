import type { NodeType } from '../model';

/** The id of a new node: its type, or the first of `type_2`, `type_3`, … that is free. */
export function freshNodeId(ids: Iterable<string>, type: NodeType): string {
  const taken = new Set(ids);
  if (!taken.has(type)) return type;
  for (let number = 2; ; number++) {
    const id = `${type}_${number}`;
    if (!taken.has(id)) return id;
  }
}
