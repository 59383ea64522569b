import type { Connection, NodeType } from '../../../src/core/flow/model';

/**
 * The rules of test/fixtures/connections.json written a second time, plainly and slowly, from their descriptions: every
 * check walks the whole list, and cycles are found by the transitive closure.
 */
export function referenceProblems(types: ReadonlyMap<string, NodeType>, connections: readonly Connection[]): string[] {
  const problems: string[] = [];
  const all = [...types.values()];
  if (!all.includes('input')) problems.push('flow/no-input-node');
  if (!all.includes('output')) problems.push('flow/no-output-node');
  if (all.filter((type) => type === 'output').length > 1) problems.push('flow/multiple-output-nodes');

  const valid: Connection[] = [];
  for (const { source, target } of connections) {
    if (!types.has(source)) problems.push(`connection/unknown-node ${target}`);
    else if (valid.some((other) => other.source === source && other.target === target)) problems.push(`connection/duplicate ${target}`);
    else valid.push({ source, target });
  }
  const forbidden = new Set(['generation>generation', 'ensemble>generation', 'validation>generation']);
  for (const { source, target } of valid) {
    const [from, to] = [types.get(source), types.get(target)];
    if (to === 'input') problems.push(`connection/input-has-pre-node ${target}`);
    if (from === 'output') problems.push(`connection/output-has-post-node ${source}`);
    if (forbidden.has(`${from}>${to}`)) problems.push(`connection/type-not-allowed ${target}`);
  }
  for (const [id, type] of types) {
    const pre = valid.filter(({ target }) => target === id).length;
    const post = valid.filter(({ source }) => source === id).length;
    if (pre === 0 && type !== 'input') problems.push(`connection/no-pre-node ${id}`);
    if (post === 0 && type !== 'output') problems.push(`connection/no-post-node ${id}`);
    if (pre > 1 && !['input', 'ensemble'].includes(type)) problems.push(`connection/multiple-pre-nodes ${id}`);
    if (post > 1 && !['input', 'output'].includes(type)) problems.push(`connection/multiple-post-nodes ${id}`);
  }
  return [...problems, ...cyclesByClosure([...types.keys()], valid)].sort();
}

function cyclesByClosure(ids: string[], connections: Connection[]): string[] {
  const reach = new Set(connections.map(({ source, target }) => `${source}>${target}`));
  for (const via of ids) {
    for (const from of ids) for (const to of ids) if (reach.has(`${from}>${via}`) && reach.has(`${via}>${to}`)) reach.add(`${from}>${to}`);
  }
  const onCycle = ids.filter((id) => reach.has(`${id}>${id}`));
  const groups = new Set(onCycle.map((id) => onCycle.filter((other) => other === id || (reach.has(`${id}>${other}`) && reach.has(`${other}>${id}`))).join()));
  return [...groups].map(() => 'connection/cycle');
}
