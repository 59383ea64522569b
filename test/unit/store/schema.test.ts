import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import { MemoryDatabase } from '../../../src/core/store/database';
import { openReader } from '../../../src/core/store/openReader';
import { openWriter } from '../../../src/core/store/openWriter';
import { migrate, migrations } from '../../../src/core/store/schema';
import { loadSqlite } from '../../../src/core/store/sqlite';
import { StoreError } from '../../../src/core/store/store';
import { putResult, putSource, sourceRow } from './support/rows';
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
