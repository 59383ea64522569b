import type * as z from 'zod';
import type { MemoryDatabase } from './database';
import { storedSourceRow, type NodeRunRow, type ResultRow, type RunRow, type SourceRow, type StoreChange, type WorkflowRow } from './records';
import type { SourceViews } from './sourceViews';
import type { SqlValue } from './store';

/** Turns changes into SQL, as part of the caller's transaction. A row that is put again keeps its rowid, which pages go by. */
export class ChangeWriter {
  constructor(
    private readonly database: MemoryDatabase,
    private readonly views: SourceViews,
  ) {}

  apply(changes: readonly StoreChange[]): void {
    for (const change of changes) this.#apply(change);
  }

  #apply(change: StoreChange): void {
    switch (change.change) {
      case 'put-source-row': {
        const before = this.#sourceRow(change.row.reference_id);
        this.database.run(putSourceRow, sourceValues(change.row));
        // In this order a column that both have never leaves its place.
        this.views.addRow(change.row.source_connection, Object.keys(change.row.data));
        if (before !== undefined) this.views.removeRow(before.source_connection, Object.keys(before.data));
        break;
      }
      case 'move-source-row':
        this.database.run('UPDATE source_data SET row_number = ? WHERE reference_id = ?', [change.row_number, change.reference_id]);
        break;
      case 'remove-source-row': {
        // Its results stay: they are paid for, and the row may come back.
        const before = this.#sourceRow(change.reference_id);
        this.database.run('DELETE FROM source_data WHERE reference_id = ?', [change.reference_id]);
        if (before !== undefined) this.views.removeRow(before.source_connection, Object.keys(before.data));
        break;
      }
      case 'put-workflow':
        this.database.run(putWorkflow, workflowValues(change.row));
        break;
      case 'put-result':
        this.database.run(putResult, values(resultColumns, change.row));
        break;
      case 'put-run':
        this.database.run(putRun, runValues(change.row));
        break;
      case 'put-node-run':
        this.database.run(putNodeRun, nodeRunValues(change.row));
        break;
      case 'remove-run':
        this.database.run('DELETE FROM node_runs WHERE run_id = ?', [change.run_id]);
        this.database.run('DELETE FROM runs WHERE run_id = ?', [change.run_id]);
        break;
    }
  }

  #sourceRow(referenceId: string): z.infer<typeof placedRow> | undefined {
    return this.database.query('SELECT source_connection, data FROM source_data WHERE reference_id = ?', [referenceId], placedRow)[0];
  }
}

const placedRow = storedSourceRow.pick({ source_connection: true, data: true });

const sourceColumns = ['reference_id', 'source_connection', 'row_number', 'data', 'created_at'] as const;
const workflowColumns = ['workflow_id', 'workflow_name', 'source_connection', 'processes', 'model', 'created_at', 'path'] as const;
const resultColumns = [
  ...(['result_id', 'workflow_id', 'reference_id', 'process_name', 'result', 'status', 'created_at', 'error', 'input_hash'] as const),
  ...(['llm_provider', 'model_type', 'input_tokens', 'output_tokens', 'cost', 'duration_ms', 'attempts'] as const),
] as const satisfies readonly (keyof ResultRow)[];
const runColumns = [
  ...(['run_id', 'workflow_id', 'kind', 'status', 'started_at', 'ended_at', 'error', 'path', 'processes'] as const),
  ...(['completed', 'failed', 'skipped', 'input_tokens', 'output_tokens', 'cost', 'runner'] as const),
] as const satisfies readonly (keyof RunRow)[];
const nodeRunColumns = [
  ...(['run_id', 'node_id', 'status', 'output', 'description', 'error', 'started_at', 'ended_at'] as const),
  ...(['input_tokens', 'output_tokens', 'cost', 'found', 'knowledge_base', 'passages', 'warnings'] as const),
] as const satisfies readonly (keyof NodeRunRow)[];

const putSourceRow = upsert('source_data', sourceColumns, ['reference_id']);
const putWorkflow = upsert('workflow_config', workflowColumns, ['workflow_id']);
const putResult = upsert('results', resultColumns, ['workflow_id', 'process_name', 'reference_id']);
const putRun = upsert('runs', runColumns, ['run_id']);
const putNodeRun = upsert('node_runs', nodeRunColumns, ['run_id', 'node_id']);

function upsert(table: string, columns: readonly string[], key: readonly string[]): string {
  const updates = columns.filter((column) => !key.includes(column)).map((column) => `${column} = excluded.${column}`);
  return (
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')}) ` +
    `ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${updates.join(', ')}`
  );
}

function values<K extends string>(columns: readonly K[], row: Readonly<Record<K, SqlValue>>): SqlValue[] {
  return columns.map((column) => row[column]);
}

function sourceValues(row: SourceRow): SqlValue[] {
  return values(sourceColumns, { ...row, data: JSON.stringify(row.data) });
}

function workflowValues(row: WorkflowRow): SqlValue[] {
  return values(workflowColumns, { ...row, processes: JSON.stringify(row.processes) });
}

function runValues(row: RunRow): SqlValue[] {
  return values(runColumns, { ...row, processes: jsonOrNull(row.processes), runner: jsonOrNull(row.runner) });
}

function nodeRunValues(row: NodeRunRow): SqlValue[] {
  const found = row.found === null ? null : Number(row.found);
  return values(nodeRunColumns, { ...row, found, passages: jsonOrNull(row.passages), warnings: jsonOrNull(row.warnings) });
}

function jsonOrNull(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value);
}
