import * as z from 'zod';
import type { TableStatus } from '../core/tables/tableEvents';
import type { TableProgress } from '../core/tables/tableProgress';

const count = z.number();

const tableProgress = z.object({
  process: z.string(),
  position: count,
  processes: count,
  total: count,
  completed: count,
  failed: count,
  skipped: count,
  left: count,
  rowsPerSecond: z.number().exactOptional(),
  secondsLeft: z.number().exactOptional(),
  input_tokens: count,
  output_tokens: count,
  cost: z.number().nullable(),
}) satisfies z.ZodType<TableProgress>;

const status = z.enum(['completed', 'failed', 'cancelled', 'budget']) satisfies z.ZodType<TableStatus>;

/** A workflow's table run as a page is told of it. Times are ISO 8601. */
export const tableRunState = z.object({
  /** `pulling`: its source is being read. */
  state: z.enum(['pulling', 'running', 'ended']),
  startedAt: z.string(),
  endedAt: z.string().exactOptional(),
  /** Absent until the first process has started. */
  progress: tableProgress.exactOptional(),
  /** Of all processes together; present once the run has ended. `error`: why it could not go on. */
  outcome: z.object({ status, completed: count, failed: count, skipped: count, error: z.string().exactOptional() }).exactOptional(),
});
export type TableRunState = z.infer<typeof tableRunState>;

/** Which rows a page wants to have run: those that are not done yet, unless it says otherwise. */
export const tableRunWish = z.object({
  /** The first so many rows of the source only. */
  limit: z.int().positive().exactOptional(),
  /** Rows that failed. */
  retryFailed: z.boolean().exactOptional(),
  /** What the last run left undone when it was stopped. */
  resume: z.boolean().exactOptional(),
});
export type TableRunWish = z.infer<typeof tableRunWish>;
