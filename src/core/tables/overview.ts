import * as z from 'zod';
import { resultStatuses } from '../store/records';
import type { StoreReader } from '../store/store';

/** What the tables hold in all, counted. */

/** How many rows of a process are Completed, and how many Failed. */
export interface Standing {
  readonly completed: number;
  readonly failed: number;
}

/** By process, of each workflow by its id. */
export type Standings = ReadonlyMap<string, ReadonlyMap<string, Standing>>;

const counted = z.object({ workflow_id: z.string(), process_name: z.string(), status: z.enum(resultStatuses), count: z.number() });

export function readStandings(store: StoreReader): Standings {
  const standings = new Map<string, Map<string, Standing>>();
  const sql = 'SELECT workflow_id, process_name, status, count(*) AS count FROM results GROUP BY workflow_id, process_name, status';
  for (const { workflow_id, process_name, status, count } of store.query(sql, [], counted)) {
    const workflow = standings.get(workflow_id) ?? new Map<string, Standing>();
    const { completed, failed } = workflow.get(process_name) ?? { completed: 0, failed: 0 };
    workflow.set(process_name, {
      completed: completed + (status === 'Completed' ? count : 0),
      failed: failed + (status === 'Failed' ? count : 0),
    });
    standings.set(workflow_id, workflow);
  }
  return standings;
}

/** Rows of each source by its `source_connection`. It takes a fraction of the time of `readSources`. */
export function countSources(store: StoreReader): ReadonlyMap<string, number> {
  const rows = store.query(
    'SELECT source_connection, count(*) AS rows FROM source_data GROUP BY source_connection',
    [],
    z.object({ source_connection: z.string(), rows: z.number() }),
  );
  return new Map(rows.map(({ source_connection, rows: count }) => [source_connection, count]));
}

const pulledSource = z.object({
  source_connection: z.string(),
  rows: z.number(),
  /** When a pull last added or changed a row. */
  pulled_at: z.string(),
});
export type PulledSource = z.infer<typeof pulledSource>;

export function readSources(store: StoreReader): PulledSource[] {
  return store.query(
    `SELECT source_connection, count(*) AS rows, max(created_at) AS pulled_at FROM source_data
      GROUP BY source_connection ORDER BY source_connection COLLATE NOCASE`,
    [],
    pulledSource,
  );
}
