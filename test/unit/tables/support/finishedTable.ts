import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdir, readFile, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { loadSqlite } from '../../../../src/core/store/sqlite';
import { workspaceFiles } from '../../../../src/core/store/workspaceFiles';

const checks = [
  ['PRAGMA integrity_check', () => 'ok'],
  [`SELECT count(*) FROM results WHERE status = 'Completed'`, (rows: number) => String(2 * rows)],
  [`SELECT count(DISTINCT process_name || ' ' || reference_id) FROM results`, (rows: number) => String(2 * rows)],
  [
    `SELECT count(*) FROM results AS r JOIN source_data AS s USING (reference_id)
      WHERE r.result = iif(r.process_name = 'first', '', 'second ') || 'first ' || json_extract(s.data, '$.text') || iif(r.process_name = 'first', '.', '..')`,
    (rows: number) => String(2 * rows),
  ],
] as const;

/** Asserts that the database file alone, read by SQLite itself, holds each row's own result of both processes, and that no other file is left. */
export async function assertFinished(folder: string, rows: number): Promise<void> {
  const names = workspaceFiles(folder);
  assert.deepEqual((await readdir(names.folder)).sort(), ['.gitignore', 'workspace.db', 'workspace.journal']);
  assert.equal((await stat(names.journal)).size, 0);
  const { Database } = await loadSqlite();
  const database = new Database(await readFile(names.database));
  for (const [sql, expected] of checks) {
    const statement = database.prepare(sql);
    statement.step();
    assert.equal(String(statement.get()[0]), expected(rows), sql);
    const shell = await sqlite3(names.database, sql);
    if (shell !== undefined) assert.equal(shell, expected(rows), `sqlite3: ${sql}`);
  }
  database.close();
}

/** What the `sqlite3` command says, where there is one. */
async function sqlite3(file: string, sql: string): Promise<string | undefined> {
  try {
    return (await promisify(execFile)('sqlite3', ['-readonly', file, sql])).stdout.trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
