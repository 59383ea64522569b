import * as z from 'zod';
import type { MemoryDatabase } from './database';
import { StoreError } from './store';

/**
 * The schema's history: the statements at index n lead from `user_version` n to n + 1. What has been released is never
 * edited, only added to. No STRICT tables and no JSON operators, so that older SQLite viewers open the file too.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL);
  INSERT INTO meta VALUES ('seq', 0);

  CREATE TABLE source_data (
    reference_id TEXT PRIMARY KEY,
    source_connection TEXT NOT NULL,
    row_number INTEGER NOT NULL,
    data TEXT NOT NULL,
    created_at TEXT NOT NULL
  );
  CREATE INDEX source_data_by_row ON source_data (source_connection, row_number);

  CREATE TABLE workflow_config (
    workflow_id TEXT PRIMARY KEY,
    workflow_name TEXT NOT NULL,
    source_connection TEXT,
    processes TEXT NOT NULL,
    model TEXT NOT NULL,
    created_at TEXT NOT NULL,
    path TEXT NOT NULL
  );

  CREATE TABLE results (
    result_id TEXT PRIMARY KEY,
    workflow_id TEXT NOT NULL,
    reference_id TEXT NOT NULL,
    process_name TEXT NOT NULL,
    result TEXT,
    status TEXT NOT NULL,
    created_at TEXT NOT NULL,
    error TEXT,
    input_hash TEXT NOT NULL,
    llm_provider TEXT NOT NULL,
    model_type TEXT NOT NULL,
    input_tokens INTEGER,
    output_tokens INTEGER,
    cost REAL,
    duration_ms REAL,
    attempts INTEGER NOT NULL,
    UNIQUE (workflow_id, process_name, reference_id)
  );
  CREATE INDEX results_by_status ON results (workflow_id, process_name, status);

  CREATE TABLE runs (
    run_id TEXT PRIMARY KEY,
    workflow_id TEXT NOT NULL,
    status TEXT NOT NULL,
    started_at TEXT NOT NULL,
    ended_at TEXT,
    error TEXT
  );
  CREATE INDEX runs_by_workflow ON runs (workflow_id, started_at);

  CREATE TABLE node_runs (
    run_id TEXT NOT NULL,
    node_id TEXT NOT NULL,
    status TEXT NOT NULL,
    output TEXT,
    description TEXT,
    error TEXT,
    started_at TEXT,
    ended_at TEXT,
    input_tokens INTEGER,
    output_tokens INTEGER,
    PRIMARY KEY (run_id, node_id)
  );

  CREATE TABLE view_names (source_connection TEXT PRIMARY KEY, view_name TEXT NOT NULL UNIQUE);
  CREATE TABLE view_columns (
    source_connection TEXT NOT NULL,
    column_name TEXT NOT NULL,
    position INTEGER NOT NULL,
    row_count INTEGER NOT NULL,
    PRIMARY KEY (source_connection, column_name)
  );
  `,
  `ALTER TABLE runs ADD COLUMN path TEXT NOT NULL DEFAULT ''`,
  `
  ALTER TABLE runs ADD COLUMN kind TEXT NOT NULL DEFAULT 'flow';
  ALTER TABLE runs ADD COLUMN processes TEXT;
  ALTER TABLE runs ADD COLUMN completed INTEGER;
  ALTER TABLE runs ADD COLUMN failed INTEGER;
  ALTER TABLE runs ADD COLUMN skipped INTEGER;
  ALTER TABLE runs ADD COLUMN input_tokens INTEGER;
  ALTER TABLE runs ADD COLUMN output_tokens INTEGER;
  ALTER TABLE runs ADD COLUMN cost REAL;
  ALTER TABLE runs ADD COLUMN runner TEXT;
  ALTER TABLE node_runs ADD COLUMN cost REAL;
  ALTER TABLE node_runs ADD COLUMN found INTEGER;
  ALTER TABLE node_runs ADD COLUMN knowledge_base TEXT;
  ALTER TABLE node_runs ADD COLUMN passages TEXT;
  ALTER TABLE node_runs ADD COLUMN warnings TEXT;
  `,
];

/** Brings the database to the newest version; true if it was older. Throws `StoreError` if it comes from a later LLM Flow. */
export function migrate(database: MemoryDatabase, file: string, steps: readonly string[] = migrations): boolean {
  const [row] = database.query('SELECT user_version FROM pragma_user_version', [], z.object({ user_version: z.number() }));
  const version = row?.user_version ?? 0;
  if (version > steps.length) {
    throw new StoreError(
      `${file} was written by a later version of LLM Flow (its tables are version ${version}, this one knows ${steps.length}). Update LLM Flow.`,
    );
  }
  database.change(() => {
    for (const [index, step] of steps.entries()) {
      if (index >= version) database.execute(`BEGIN; ${step}; PRAGMA user_version = ${index + 1}; COMMIT`);
    }
  });
  return version < steps.length;
}
