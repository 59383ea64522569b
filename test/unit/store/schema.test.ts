import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import { findNodeRun, newestRuns } from '../../../src/core/store/history';
import { encodeEntry } from '../../../src/core/store/journalLine';
import { MemoryDatabase } from '../../../src/core/store/database';
import { openReader } from '../../../src/core/store/openReader';
import { openWriter } from '../../../src/core/store/openWriter';
import { migrate, migrations } from '../../../src/core/store/schema';
import { loadSqlite } from '../../../src/core/store/sqlite';
import { StoreError } from '../../../src/core/store/store';
import { nodeRunRow, putResult, putSource, resultNumbers, runRow, sourceRow } from './support/rows';
import { emptyWorkspace } from './support/workspace';

const run = promisify(execFile);

describe('the schema', () => {
  it('goes from any version to the newest, step by step, and keeps what is there', async () => {
    const steps = [...migrations, 'ALTER TABLE results ADD COLUMN note TEXT', "UPDATE results SET note = 'migrated'"];
    for (let version = 0; version <= steps.length; version++) {
      const old = await MemoryDatabase.open();
      migrate(old, 'workspace.db', steps.slice(0, version));
      if (version > 0) {
        old.change(() => old.execute("INSERT INTO runs (run_id, workflow_id, status, started_at) VALUES ('r', 'w', 'completed', 't')"));
      }
      const database = await MemoryDatabase.open(old.export());
      assert.equal(migrate(database, 'workspace.db', steps), version < steps.length, `from version ${version}`);
      assert.equal(migrate(database, 'workspace.db', steps), false);
      assert.equal(database.query('SELECT note FROM results', [], z.unknown()).length, 0);
      assert.equal(database.query('SELECT * FROM runs', [], z.unknown()).length, version > 0 ? 1 : 0);
      old.close();
      database.close();
    }
  });

  it('of a later version is refused by readers and writers', async () => {
    const workspace = emptyWorkspace();
    await (await openWriter(workspace, { purpose: 'a test' })).close();
    const later = await MemoryDatabase.open();
    migrate(later, 'workspace.db', [...migrations, 'SELECT 1']);
    await writeFile(path.join(workspace, '.llmflow/workspace.db'), later.export());
    later.close();
    const versions = `its tables are version ${migrations.length + 1}, this one knows ${migrations.length}`;
    const refused = (error: unknown) =>
      error instanceof StoreError && error.message.endsWith(`later version of LLM Flow (${versions}). Update LLM Flow.`);
    await assert.rejects(openReader(workspace), refused);
    await assert.rejects(openWriter(workspace, { purpose: 'a test' }), refused);
  });

  it('takes in a database and a journal of version 2, whose runs were flow runs without a cost', async () => {
    const workspace = emptyWorkspace();
    await (await openWriter(workspace, { purpose: 'a test' })).close();
    const file = path.join(workspace, '.llmflow/workspace.db');
    const old = await MemoryDatabase.open();
    migrate(old, 'workspace.db', migrations.slice(0, 2));
    old.change(() => old.execute(`
      UPDATE meta SET value = 7;
      INSERT INTO runs VALUES ('stored', 'w', 'running', '2026-11-20T09:00:00.000Z', NULL, NULL, 'flows/reviews.llmflow');
      INSERT INTO node_runs VALUES ('stored', 'n', 'completed', 'o', 'd', NULL, '2026-11-20T10:00:00.000Z', NULL, 1, 2)`));
    await writeFile(file, old.export());
    old.close();
    // As version 2 wrote them.
    const times = '"started_at":"2026-11-20T10:00:00.000Z","ended_at":"2026-11-20T10:00:00.000Z","error":null';
    const putRun = `{"change":"put-run","row":{"run_id":"journaled","workflow_id":"w","status":"completed",${times},"path":"flows/reviews.llmflow"}}`;
    const putNodeRun = `{"change":"put-node-run","row":{"run_id":"journaled","node_id":"n","status":"completed","output":"o","description":"d",${times.replace('"ended_at":"2026-11-20T10:00:00.000Z"', '"ended_at":null')},"input_tokens":1,"output_tokens":2}}`;
    const journal = encodeEntry(8, `[${putRun},${putNodeRun}]`) + encodeEntry(9, JSON.stringify([putResult(1)]));
    await writeFile(path.join(workspace, '.llmflow/workspace.journal'), journal);

    const expected = [runRow('journaled'), runRow('stored', { status: 'running', started_at: '2026-11-20T09:00:00.000Z', ended_at: null })];
    const reader = await openReader(workspace);
    const writer = await openWriter(workspace, { purpose: 'a test' });
    for (const store of [reader, writer]) {
      assert.deepEqual(newestRuns(store, 9), expected);
      for (const run_id of ['stored', 'journaled']) assert.deepEqual(findNodeRun(store, run_id, 'n'), nodeRunRow('n', { run_id }));
      assert.deepEqual([resultNumbers(store), store.warnings], [[1], []]);
    }
    await writer.write([{ change: 'put-run', row: runRow('new', { kind: 'table', processes: ['p'], completed: 1 }) }]);
    assert.equal(await reader.refresh(), true);
    assert.deepEqual(newestRuns(reader, 9).map(({ run_id }) => run_id).sort(), ['journaled', 'new', 'stored']);
    await Promise.all([reader.close(), writer.close()]);
    const version = z.object({ user_version: z.number() });
    const again = await openReader(workspace);
    assert.deepEqual(again.query('SELECT user_version FROM pragma_user_version', [], version), [{ user_version: migrations.length }]);
    assert.equal(newestRuns(again, 9).length, 3);
    await again.close();
  });

  it('finds pages of results and rows by an index', async () => {
    const { Database } = await loadSqlite();
    const database = new Database();
    database.run(migrations.join(';'));
    for (const sql of [
      'SELECT * FROM results WHERE rowid > 7 ORDER BY rowid LIMIT 50',
      "SELECT * FROM results WHERE workflow_id = 'w' AND process_name = 'p' AND status = 'Failed' AND rowid > 7 ORDER BY rowid LIMIT 50",
      "SELECT * FROM results WHERE workflow_id = 'w' AND process_name = 'p' AND reference_id = 'r'",
      "SELECT * FROM source_data WHERE source_connection = 's' AND row_number > 7 ORDER BY row_number LIMIT 50",
    ]) {
      const plan: unknown[] = [];
      const statement = database.prepare(`EXPLAIN QUERY PLAN ${sql}`);
      while (statement.step()) plan.push(statement.get()[3]);
      assert.match(plan.join('; '), /^SEARCH [^;]*$/, sql);
    }
    database.close();
  });

  it('opens in the sqlite3 command, views and all', async function () {
    const sqlite3 = await run('sqlite3', ['--version']).catch(() => undefined);
    if (sqlite3 === undefined) this.skip();
    const workspace = emptyWorkspace();
    const writer = await openWriter(workspace, { purpose: 'a test' });
    await writer.write([...putSource(sourceRow(1, { text: 'a', 'x"y\\': 'b' })), putResult(1)]);
    await writer.close();
    const file = path.join(workspace, '.llmflow/workspace.db');
    const { stdout } = await run('sqlite3', ['-json', file, 'PRAGMA integrity_check; SELECT * FROM source_reviews_csv; SELECT result FROM results']);
    assert.deepEqual(stdout.trim().split(/(?<=\])\n/).map((text): unknown => JSON.parse(text)), [
      [{ integrity_check: 'ok' }],
      [{ reference_id: 'reviews.csv#1', source_connection: 'reviews.csv', text: 'a', 'x"y\\': 'b', created_at: sourceRow(1).created_at }],
      [{ result: 'Positive 1' }],
    ]);
  });
});
