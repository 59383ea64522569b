import * as z from 'zod';
import { nodeRunRow, runRow, type NodeRunRow, type RunRow } from './records';
import type { StoreReader } from './store';

/** The history of flow runs, as it is read. */

const runColumns = Object.keys(runRow.shape).join(', ');

/** The newest first. */
export function newestRuns(store: StoreReader, limit: number): RunRow[] {
  return store.query(`SELECT ${runColumns} FROM runs ORDER BY started_at DESC, rowid DESC LIMIT ?`, [limit], runRow);
}

/** Of each workflow that has ever run, its last run. */
export function lastRuns(store: StoreReader): RunRow[] {
  return store.query(
    `SELECT ${runColumns} FROM runs AS r WHERE rowid =
       (SELECT rowid FROM runs WHERE workflow_id = r.workflow_id ORDER BY started_at DESC, rowid DESC LIMIT 1)`,
    [],
    runRow,
  );
}

/** Runs of a workflow that are older than its newest `keep`. */
export function runsBeyond(store: StoreReader, workflow_id: string, keep: number): string[] {
  const rows = store.query(
    'SELECT run_id FROM runs WHERE workflow_id = ? ORDER BY started_at DESC, rowid DESC LIMIT -1 OFFSET ?',
    [workflow_id, keep],
    z.object({ run_id: z.string() }),
  );
  return rows.map(({ run_id }) => run_id);
}

/** A node's part in a run, with the beginning of what it said. */
export type NodeRunGlance = Omit<NodeRunRow, 'description'>;

/** So much of an output shows in a list. */
const glanceCharacters = 300;

/** In the flow's order. */
export function glanceAtNodes(store: StoreReader, run_id: string): NodeRunGlance[] {
  return store.query(
    `SELECT run_id, node_id, status, substr(output, 1, ${glanceCharacters}) AS output, error, started_at, ended_at, input_tokens, output_tokens
       FROM node_runs WHERE run_id = ? ORDER BY rowid`,
    [run_id],
    nodeRunRow.omit({ description: true }),
  );
}

export function findNodeRun(store: StoreReader, run_id: string, node_id: string): NodeRunRow | undefined {
  const columns = Object.keys(nodeRunRow.shape).join(', ');
  return store.query(`SELECT ${columns} FROM node_runs WHERE run_id = ? AND node_id = ?`, [run_id, node_id], nodeRunRow)[0];
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
