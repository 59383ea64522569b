import * as z from 'zod';
import { resultStatuses, workflowRow, type ResultStatus, type WorkflowRow } from '../store/records';
import type { SqlValue, StoreReader } from '../store/store';

/** All that a table run asks of the workspace database. */

/** The rows that a process looks at: all of a source, or some of them. */
export interface RowSelection {
  readonly source_connection: string;
  readonly reference_ids?: readonly string[];
  /** Only those whose result of the process stands as Failed. */
  readonly failedOnly: boolean;
}

/** A row of the source with its result of one process, if it has one. */
export interface SourceCell {
  readonly reference_id: string;
  readonly row_number: number;
  readonly data: Readonly<Record<string, unknown>>;
  readonly status: ResultStatus | null;
  readonly input_hash: string | null;
}

/** A result's place in Table 3, but for the row. */
export interface ProcessKey {
  readonly workflow_id: string;
  readonly process_name: string;
}

/** Where a page ended; the next one begins behind it. */
export type PageKey = Pick<SourceCell, 'row_number' | 'reference_id'>;

const json = z.string().transform((text): unknown => JSON.parse(text));

const sourceCell = z.object({
  reference_id: z.string(),
  row_number: z.number(),
  data: json.pipe(z.record(z.string(), z.unknown())),
  status: z.enum(resultStatuses).nullable(),
  input_hash: z.string().nullable(),
});

const firstKey: PageKey = { row_number: -1, reference_id: '' };

/** Each row of a source beside its result of one process. */
const cells = `FROM source_data AS s
       LEFT JOIN results AS r ON r.workflow_id = ? AND r.process_name = ? AND r.reference_id = s.reference_id`;

/** A page of rows in the source's order. It takes as long at the end of a source as at its start. */
export function pageOfCells(
  store: StoreReader,
  selection: RowSelection,
  { workflow_id, process_name }: ProcessKey,
  after: PageKey = firstKey,
  size: number,
): SourceCell[] {
  const { where, parameters } = selectRows(selection);
  return store.query(
    `SELECT s.reference_id, s.row_number, s.data, r.status, r.input_hash
       ${cells}
      WHERE ${where} AND (s.row_number, s.reference_id) > (?, ?)
      ORDER BY s.row_number, s.reference_id
      LIMIT ?`,
    [workflow_id, process_name, ...parameters, after.row_number, after.reference_id, size],
    sourceCell,
  );
}

export function countRows(store: StoreReader, selection: RowSelection, { workflow_id, process_name }: ProcessKey): number {
  const { where, parameters } = selectRows(selection);
  const [row] = store.query(
    `SELECT count(*) AS total ${cells} WHERE ${where}`,
    [workflow_id, process_name, ...parameters],
    z.object({ total: z.number() }),
  );
  return row?.total ?? 0;
}

const completedResult = z.object({ reference_id: z.string(), process_name: z.string(), result: z.string() });

/** What the named processes have made of the rows, where they completed. */
export function completedResults(
  store: StoreReader,
  workflow_id: string,
  processes: readonly string[],
  reference_ids: readonly string[],
): z.infer<typeof completedResult>[] {
  return store.query(
    `SELECT reference_id, process_name, result FROM results
      WHERE workflow_id = ? AND status = 'Completed' AND result IS NOT NULL
        AND process_name IN (SELECT value FROM json_each(?)) AND reference_id IN (SELECT value FROM json_each(?))`,
    [workflow_id, JSON.stringify(processes), JSON.stringify(reference_ids)],
    completedResult,
  );
}

/** Whether any row of the source has a column of that name. */
export function hasColumn(store: StoreReader, source_connection: string, column: string): boolean {
  const found = store.query(
    `SELECT 1 AS found FROM source_data AS s, json_each(s.data) AS cell WHERE s.source_connection = ? AND cell.key = ? LIMIT 1`,
    [source_connection, column],
    z.object({ found: z.number() }),
  );
  return found.length > 0;
}

const storedWorkflow = z.object({ ...workflowRow.shape, processes: json.pipe(workflowRow.shape.processes) });

export function findWorkflow(store: StoreReader, workflow_id: string): WorkflowRow | undefined {
  const [row] = store.query(
    `SELECT workflow_id, workflow_name, source_connection, processes, model, created_at, path FROM workflow_config WHERE workflow_id = ?`,
    [workflow_id],
    storedWorkflow,
  );
  return row;
}

const rowsRun = z.object({
  /** How many said what they took. */
  rows: z.number(),
  input_tokens: z.number().nullable(),
  output_tokens: z.number().nullable(),
  cost: z.number().nullable(),
});

/** What a row took on average, where rows have run with the same model and said so. */
export function meanSpending(
  store: StoreReader,
  { workflow_id, process_name }: ProcessKey,
  { llm_provider, model_type }: { readonly llm_provider: string; readonly model_type: string },
): z.infer<typeof rowsRun> | undefined {
  const [row] = store.query(
    `SELECT count(input_tokens) AS rows, avg(input_tokens) AS input_tokens, avg(output_tokens) AS output_tokens, avg(cost) AS cost FROM results
      WHERE workflow_id = ? AND process_name = ? AND status = 'Completed' AND llm_provider = ? AND model_type = ?`,
    [workflow_id, process_name, llm_provider, model_type],
    rowsRun,
  );
  return row;
}

function selectRows({ source_connection, reference_ids, failedOnly }: RowSelection): { where: string; parameters: SqlValue[] } {
  const conditions = ['s.source_connection = ?'];
  const parameters: SqlValue[] = [source_connection];
  if (reference_ids) {
    conditions.push('s.reference_id IN (SELECT value FROM json_each(?))');
    parameters.push(JSON.stringify(reference_ids));
  }
  if (failedOnly) conditions.push(`r.status = 'Failed'`);
  return { where: conditions.join(' AND '), parameters };
}
