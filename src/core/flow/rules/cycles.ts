/**
 * Every cycle of a graph as its strongly connected component (Tarjan), each in the order of `ids`. Iterative: a chain of
 * any length fits.
 */
export function findCycles(ids: readonly string[], postNodes: (id: string) => Iterable<string>): string[][] {
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const cycles: string[][] = [];

  const enter = (id: string) => {
    order.set(id, order.size);
    low.set(id, order.size - 1);
    open.push(id);
    isOpen.add(id);
    return { id, rest: [...postNodes(id)] };
  };
  const lower = (id: string, value: number | undefined) => low.set(id, Math.min(low.get(id) ?? 0, value ?? 0));

  for (const start of ids) {
    if (order.has(start)) continue;
    const path = [enter(start)];
    for (let step = path.at(-1); step; step = path.at(-1)) {
      const next = step.rest.pop();
      if (next === undefined) {
        path.pop();
        const parent = path.at(-1);
        if (parent) lower(parent.id, low.get(step.id));
        if (low.get(step.id) === order.get(step.id)) close(step.id);
      } else if (!order.has(next)) path.push(enter(next));
      else if (isOpen.has(next)) lower(step.id, order.get(next));
    }
  }
  return cycles;

  function close(root: string): void {
    const members = new Set(open.splice(open.lastIndexOf(root)));
    for (const id of members) isOpen.delete(id);
    const isCycle = members.size > 1 || [...postNodes(root)].includes(root);
    if (isCycle) cycles.push(ids.filter((id) => members.has(id)));
  }
}
