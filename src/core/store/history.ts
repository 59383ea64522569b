import * as z from 'zod';
import { nodeRunRow, runRow, storedNodeRunRow, storedRunRow, type NodeRunRow, type RunRow } from './records';
import type { StoreReader } from './store';

/** The history of runs, as it is read. */

const runColumns = Object.keys(runRow.shape).join(', ');

/** The newest first. */
export function newestRuns(store: StoreReader, limit: number): RunRow[] {
  return store.query(`SELECT ${runColumns} FROM runs ORDER BY started_at DESC, rowid DESC LIMIT ?`, [limit], storedRunRow);
}

/** Of each workflow that has ever run, the last run of its flow and the last one of its table. */
export function lastRuns(store: StoreReader): RunRow[] {
  return store.query(
    `SELECT ${runColumns} FROM runs AS r WHERE rowid =
       (SELECT rowid FROM runs WHERE workflow_id = r.workflow_id AND kind = r.kind ORDER BY started_at DESC, rowid DESC LIMIT 1)`,
    [],
    storedRunRow,
  );
}

/** Runs of a workflow's flow, or of its table, that are older than its newest `keep`; `newest` are those, and may not be stored yet. */
export function runsBeyond(
  store: StoreReader,
  { workflow_id, kind }: Pick<RunRow, 'workflow_id' | 'kind'>,
  keep: number,
  newest: readonly string[] = [],
): string[] {
  const rows = store.query(
    `SELECT run_id FROM runs WHERE workflow_id = ? AND kind = ? AND run_id NOT IN (SELECT value FROM json_each(?))
      ORDER BY started_at DESC, rowid DESC LIMIT -1 OFFSET ?`,
    [workflow_id, kind, JSON.stringify(newest), Math.max(0, keep - newest.length)],
    z.object({ run_id: z.string() }),
  );
  return rows.map(({ run_id }) => run_id);
}

const glance = nodeRunRow.omit({ description: true, found: true, knowledge_base: true, passages: true, warnings: true });
/** A node's part in a run, with the beginning of what it said. */
export type NodeRunGlance = z.infer<typeof glance>;

/** So much of an output shows in a list. */
const glanceCharacters = 300;

/** In the flow's order. */
export function glanceAtNodes(store: StoreReader, run_id: string): NodeRunGlance[] {
  const columns = Object.keys(glance.shape).map((column) => (column === 'output' ? `substr(output, 1, ${glanceCharacters}) AS output` : column));
  return store.query(`SELECT ${columns.join(', ')} FROM node_runs WHERE run_id = ? ORDER BY rowid`, [run_id], glance);
}

export function findNodeRun(store: StoreReader, run_id: string, node_id: string): NodeRunRow | undefined {
  const columns = Object.keys(nodeRunRow.shape).join(', ');
  return store.query(`SELECT ${columns} FROM node_runs WHERE run_id = ? AND node_id = ?`, [run_id, node_id], storedNodeRunRow)[0];
}

const nodeCount = z.object({ run_id: z.string(), status: nodeRunRow.shape.status, count: z.number() });

/** How many nodes of each run came to what. */
export function countNodes(store: StoreReader, run_ids: readonly string[]): ReadonlyMap<string, ReadonlyMap<NodeRunRow['status'], number>> {
  const sql = `SELECT run_id, status, count(*) AS count FROM node_runs
    WHERE run_id IN (SELECT value FROM json_each(?)) GROUP BY run_id, status`;
  const counts = new Map<string, Map<NodeRunRow['status'], number>>();
  for (const { run_id, status, count } of store.query(sql, [JSON.stringify(run_ids)], nodeCount)) {
    counts.set(run_id, (counts.get(run_id) ?? new Map<NodeRunRow['status'], number>()).set(status, count));
  }
  return counts;
}
