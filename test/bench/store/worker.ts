import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { openReader } from '../../../src/core/store/openReader';
import { openWriter } from '../../../src/core/store/openWriter';
import type { ResultRow } from '../../../src/core/store/records';
import { serveParent } from '../support/worker.mjs';

interface Written {
  readonly ms: number;
  /** What was handed to the file system, opening and closing included; undefined where the system does not say. */
  readonly bytes: number | undefined;
}

/** Results that are in flight at once: a group is what arrives while the one before it is synced. */
const lanes = 64;

function result(number: number): ResultRow {
  return {
    ...{ result_id: id(number, 'a'), workflow_id: id(0, 'b'), reference_id: id(number, 'c'), process_name: 'sentiment' },
    ...{ result: `Positive: ${'the plot is wonderful and the music is beautiful, '.repeat(3)}${number}`, status: 'Completed', created_at: '2026-11-20T10:00:00.000Z' },
    ...{ error: null, input_hash: id(number, 'd').repeat(2), llm_provider: 'openai', model_type: 'gpt-5-mini', input_tokens: 210, output_tokens: 42 },
    ...{ cost: 0.00031, duration_ms: 812, attempts: 1 },
  };
}

function id(number: number, kind: string): string {
  return `${kind}0000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

function bytesWritten(): number | undefined {
  if (process.platform !== 'linux') return undefined;
  return Number(/^wchar: (\d+)$/m.exec(readFileSync('/proc/self/io', 'utf8'))?.[1]);
}

async function measured(write: () => Promise<number>): Promise<Written> {
  const before = bytesWritten();
  const ms = await write();
  const after = bytesWritten();
  return { ms, bytes: before === undefined || after === undefined ? undefined : after - before };
}

const schema = `CREATE TABLE results (result_id TEXT NOT NULL, workflow_id TEXT NOT NULL, reference_id TEXT NOT NULL, process_name TEXT NOT NULL,
  result TEXT, status TEXT NOT NULL, created_at TEXT NOT NULL, error TEXT, input_hash TEXT NOT NULL, llm_provider TEXT NOT NULL, model_type TEXT NOT NULL,
  input_tokens INTEGER, output_tokens INTEGER, cost REAL, duration_ms REAL, attempts INTEGER NOT NULL, UNIQUE (workflow_id, process_name, reference_id))`;
const count = z.object({ count: z.number() });
const countSql = 'SELECT count(*) AS count FROM results';

function openNative(folder: string): DatabaseSync {
  const database = new DatabaseSync(`${folder}/native.db`);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  return database;
}

serveParent(process.version, {
  /** Writes results one by one from several lanes, each of which waits until its own is durable. */
  writeOurs({ folder, results }: { folder: string; results: number }): Promise<Written> {
    return measured(async () => {
      const store = await openWriter(folder, { purpose: 'a bench' });
      const start = performance.now();
      let next = 0;
      const lane = async () => {
        while (next < results) await store.write([{ change: 'put-result', row: result(next++) }]);
      };
      await Promise.all(Array.from({ length: lanes }, lane));
      const ms = performance.now() - start;
      await store.close();
      return ms;
    });
  },

  /** The same by SQLite itself, in transactions of as many as there are lanes. */
  writeNative({ folder, results }: { folder: string; results: number }): Promise<Written> {
    return measured(() => {
      const database = openNative(folder);
      database.exec(schema);
      const columns = Object.keys(result(0));
      const insert = database.prepare(`INSERT INTO results (${columns.join()}) VALUES (${columns.map(() => '?').join()})`);
      const start = performance.now();
      for (let first = 0; first < results; first += lanes) {
        database.exec('BEGIN');
        for (let number = first; number < Math.min(results, first + lanes); number++) insert.run(...Object.values(result(number)));
        database.exec('COMMIT');
      }
      const ms = performance.now() - start;
      database.close();
      return Promise.resolve(ms);
    });
  },

  /** Makes a database of that many results, in large writes. */
  async fill({ folder, results }: { folder: string; results: number }): Promise<void> {
    const store = await openWriter(folder, { purpose: 'a bench' });
    for (let first = 0; first < results; first += 2_000) {
      const rows = Array.from({ length: Math.min(2_000, results - first) }, (_, index) => result(first + index));
      await store.write(rows.map((row) => ({ change: 'put-result', row })));
    }
    await store.close();
  },

  /** Milliseconds until the database says how many results it has. */
  async openOurs({ folder, results }: { folder: string; results: number }): Promise<number> {
    const start = performance.now();
    const reader = await openReader(folder);
    const [found] = reader.query(countSql, [], count);
    const ms = performance.now() - start;
    if (found?.count !== results) throw new Error(`There are ${found?.count ?? 0} results instead of ${results}.`);
    await reader.close();
    return ms;
  },

  openNative({ folder, results }: { folder: string; results: number }): number {
    const start = performance.now();
    const database = openNative(folder);
    const found = count.parse(database.prepare(countSql).get());
    const ms = performance.now() - start;
    if (found.count !== results) throw new Error(`There are ${found.count} results instead of ${results}.`);
    database.close();
    return ms;
  },
});
