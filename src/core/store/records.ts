import * as z from 'zod';
import type { Passage } from '../run/events';
import { processIdentity } from './processIdentity';

/** The rows of the workspace database, as they are journaled, stored and read (docs/architecture.md). */

/** Table 1, `source_data`. */
export const sourceRow = z.object({
  /** UUIDv5 of the source and of the row's key, or of its content. */
  reference_id: z.string(),
  source_connection: z.string(),
  /** From 1, in the source's order. */
  row_number: z.number(),
  /** The row's columns. */
  data: z.record(z.string(), z.unknown()),
  /** ISO 8601, UTC, like every time here. */
  created_at: z.string(),
});
export type SourceRow = z.infer<typeof sourceRow>;

/** Table 2, `workflow_config`. */
export const workflowRow = z.object({
  workflow_id: z.string(),
  workflow_name: z.string(),
  source_connection: z.string().nullable(),
  /** Processes and their column mapping, such as `{"sentiment": "data_column_1"}`. */
  processes: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  model: z.string(),
  created_at: z.string(),
  /** Relative to the workspace, with forward slashes. */
  path: z.string(),
});
export type WorkflowRow = z.infer<typeof workflowRow>;

export const resultStatuses = ['Pending', 'Running', 'Completed', 'Failed'] as const;
export type ResultStatus = (typeof resultStatuses)[number];

/** Table 3, `results`: one per workflow, process and row. */
export const resultRow = z.object({
  result_id: z.string(),
  workflow_id: z.string(),
  reference_id: z.string(),
  process_name: z.string(),
  result: z.string().nullable(),
  status: z.enum(resultStatuses),
  created_at: z.string(),
  error: z.string().nullable(),
  /** What the result stands for: the same hash and `Completed` is never paid for twice. Empty: a failure that was not the row's. */
  input_hash: z.string(),
  llm_provider: z.string(),
  model_type: z.string(),
  input_tokens: z.number().nullable(),
  output_tokens: z.number().nullable(),
  /** US dollars; null where the price is not known. */
  cost: z.number().nullable(),
  duration_ms: z.number().nullable(),
  attempts: z.number(),
});
export type ResultRow = z.infer<typeof resultRow>;

export const runKinds = ['flow', 'table'] as const;
export type RunKind = (typeof runKinds)[number];

/** `runs`: a run of a workflow's flow, or of its table. What has a default is unknown to journals of earlier versions. */
export const runRow = z.object({
  run_id: z.string(),
  workflow_id: z.string(),
  kind: z.enum(runKinds).default('flow'),
  /** `running` is what a run was when it was last heard of: it is interrupted if its `runner` has ended. */
  status: z.enum(['running', 'completed', 'failed', 'cancelled', 'budget']),
  started_at: z.string(),
  ended_at: z.string().nullable(),
  error: z.string().nullable(),
  /** The workflow's file, relative to the workspace, with forward slashes. */
  path: z.string(),
  /** Of a table run: those that it was to run, in their order. Null for flow runs, as all counts are. */
  processes: z.array(z.string()).nullable().default(null),
  /** Cells of the processes that it has ended. */
  completed: z.number().nullable().default(null),
  failed: z.number().nullable().default(null),
  /** Cells that were Completed before, for the same input. */
  skipped: z.number().nullable().default(null),
  input_tokens: z.number().nullable().default(null),
  output_tokens: z.number().nullable().default(null),
  /** US dollars; null where it is not known. */
  cost: z.number().nullable().default(null),
  /** The process that ran it. */
  runner: processIdentity.nullable().default(null),
});
export type RunRow = z.infer<typeof runRow>;

const passage = z.object({
  source: z.string(),
  heading: z.string().exactOptional(),
  line: z.number(),
  endLine: z.number(),
  score: z.number(),
  text: z.string(),
}) satisfies z.ZodType<Passage>;

/** `node_runs`: what became of a node in a flow run; one per run and node. */
export const nodeRunRow = z.object({
  run_id: z.string(),
  node_id: z.string(),
  status: z.enum(['waiting', 'running', 'completed', 'failed', 'skipped']),
  output: z.string().nullable(),
  /** The whole answer, as Markdown. */
  description: z.string().nullable(),
  /** Why it failed or was skipped. */
  error: z.string().nullable(),
  started_at: z.string().nullable(),
  ended_at: z.string().nullable(),
  input_tokens: z.number().nullable(),
  output_tokens: z.number().nullable(),
  /** US dollars; null where it is not known. */
  cost: z.number().nullable().default(null),
  /** Whether the output stood in an output tag; if not, it is the whole answer. */
  found: z.boolean().nullable().default(null),
  /** The one that was searched. */
  knowledge_base: z.string().nullable().default(null),
  /** What `{context}` was made of, best first. */
  passages: z.array(passage).nullable().default(null),
  /** What the user should know, as sentences. */
  warnings: z.array(z.string()).nullable().default(null),
});
export type NodeRunRow = z.infer<typeof nodeRunRow>;

/** Everything that is ever written: a row put in the place of the one with its key, a row moved in its source, or rows taken away. */
export const storeChange = z.discriminatedUnion('change', [
  z.object({ change: z.literal('put-source-row'), row: sourceRow }),
  /** Only its place is other: a row that is new at the top moves all others, and their data need not be written again. */
  z.object({ change: z.literal('move-source-row'), reference_id: z.string(), row_number: z.number() }),
  z.object({ change: z.literal('remove-source-row'), reference_id: z.string() }),
  z.object({ change: z.literal('put-workflow'), row: workflowRow }),
  z.object({ change: z.literal('put-result'), row: resultRow }),
  z.object({ change: z.literal('put-run'), row: runRow }),
  z.object({ change: z.literal('put-node-run'), row: nodeRunRow }),
  z.object({ change: z.literal('remove-run'), run_id: z.string() }),
]);
export type StoreChange = z.infer<typeof storeChange>;

/** Rows as a SELECT gives them: columns that hold JSON come as text. */
const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue('not JSON');
    return z.NEVER;
  }
});
export const storedSourceRow = sourceRow.extend({ data: json.pipe(sourceRow.shape.data) });
export const storedWorkflowRow = workflowRow.extend({ processes: json.pipe(workflowRow.shape.processes) });
export const storedRunRow = runRow.extend({
  processes: json.nullable().pipe(runRow.shape.processes),
  runner: json.nullable().pipe(runRow.shape.runner),
});
export const storedNodeRunRow = nodeRunRow.extend({
  // SQLite has no booleans.
  found: z.number().transform(Boolean).nullable(),
  passages: json.nullable().pipe(nodeRunRow.shape.passages),
  warnings: json.nullable().pipe(nodeRunRow.shape.warnings),
});
