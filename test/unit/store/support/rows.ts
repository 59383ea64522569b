import * as z from 'zod';
import type { NodeRunRow, ResultRow, RunRow, SourceRow, StoreChange } from '../../../../src/core/store/records';
import type { StoreReader } from '../../../../src/core/store/store';

const time = '2026-11-20T10:00:00.000Z';

export function sourceRow(row: number, data: Record<string, unknown> = { text: `row ${row}` }, source = 'reviews.csv'): SourceRow {
  return { reference_id: `${source}#${row}`, source_connection: source, row_number: row, data, created_at: time };
}

export function resultRow(number: number, change: Partial<ResultRow> = {}): ResultRow {
  return {
    result_id: `result-${number}`,
    workflow_id: 'workflow',
    reference_id: `row-${number}`,
    process_name: 'sentiment',
    result: `Positive ${number}`,
    status: 'Completed',
    created_at: time,
    error: null,
    input_hash: 'hash',
    llm_provider: 'builtin',
    model_type: 'sentiment',
    input_tokens: 10,
    output_tokens: 1,
    cost: 0.25,
    duration_ms: 1.5,
    attempts: 1,
    ...change,
  };
}

/** A flow run that has completed. */
export function runRow(run_id: string, change: Partial<RunRow> = {}): RunRow {
  return {
    ...{ run_id, workflow_id: 'w', kind: 'flow', status: 'completed', started_at: time, ended_at: time, error: null, path: 'flows/reviews.llmflow' },
    ...{ processes: null, completed: null, failed: null, skipped: null, input_tokens: null, output_tokens: null, cost: null, runner: null },
    ...change,
  };
}

export function nodeRunRow(node_id: string, change: Partial<NodeRunRow> = {}): NodeRunRow {
  return {
    ...{ run_id: 'r', node_id, status: 'completed', output: 'o', description: 'd', error: null, started_at: time, ended_at: null },
    ...{ input_tokens: 1, output_tokens: 2, cost: null, found: null, knowledge_base: null, passages: null, warnings: null },
    ...change,
  };
}

export function putSource(...rows: SourceRow[]): StoreChange[] {
  return rows.map((row) => ({ change: 'put-source-row', row }));
}

export function putResult(number: number, change: Partial<ResultRow> = {}): StoreChange {
  return { change: 'put-result', row: resultRow(number, change) };
}

/** The numbers of the results that `putResult` made, in order. */
export function resultNumbers(store: StoreReader): number[] {
  const rows = store.query('SELECT result_id FROM results', [], z.object({ result_id: z.string() }));
  return rows.map((row) => Number(row.result_id.slice('result-'.length))).sort((a, b) => a - b);
}
