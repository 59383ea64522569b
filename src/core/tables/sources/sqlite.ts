import { readFile, stat } from 'node:fs/promises';
import type { Database, Statement, Value } from 'sql.js/dist/sql-wasm-inline.js';
import { loadSqlite } from '../../store/sqlite';
import type { Source, SourceRecord } from '../source';
import { maxWholeFileBytes } from './limits';
import { plainValue } from './plainValue';
import { asSourceError, fail, type SourceFile } from './sourceFile';

const [readVersion, writeVersion] = [18, 19];
const rollbackJournal = 1;

/** A table or view of a SQLite file: the one that is named, else the only table. The file is held in memory, its rows are not. */
export class SqliteSource implements Source {
  readonly notes: readonly string[] = [];
  readonly name: string;

  constructor(private readonly file: SourceFile) {
    this.name = file.name;
  }

  async columns(signal: AbortSignal): Promise<readonly string[]> {
    try {
      const database = await this.#open(signal);
      try {
        return this.#columnsOf(database, this.#tableOf(database));
      } finally {
        database.close();
      }
    } catch (error) {
      throw asSourceError(this.name, signal, error);
    }
  }

  async *rows(signal: AbortSignal): AsyncGenerator<SourceRecord> {
    try {
      const database = await this.#open(signal);
      try {
        const table = this.#tableOf(database);
        const columns = this.#columnsOf(database, table);
        for (const values of select(database, `SELECT ${columns.map(exact).join()} FROM ${quoted(table)}`)) {
          signal.throwIfAborted();
          yield { data: Object.fromEntries(columns.map((column, index) => [column, plainValue(values[index])])) };
        }
      } finally {
        database.close();
      }
    } catch (error) {
      throw asSourceError(this.name, signal, error);
    }
  }

  async #open(signal: AbortSignal): Promise<Database> {
    const { path, name } = this.file;
    if ((await stat(path)).size > maxWholeFileBytes) {
      throw fail(name, `the file is larger than ${maxWholeFileBytes / 1024 / 1024} MiB. Export the table as CSV.`);
    }
    const log = await stat(`${path}-wal`).catch(() => undefined);
    if (log && log.size > 0) {
      throw fail(name, 'its newest rows are still in its write-ahead log. Close the program that uses it, or run “PRAGMA wal_checkpoint(TRUNCATE)” in it.');
    }
    const bytes = await readFile(path, { signal });
    // In memory there is no write-ahead log, so a file that says it has one could not be opened.
    for (const at of [readVersion, writeVersion]) if (bytes.length > at) bytes[at] = rollbackJournal;
    return new (await loadSqlite()).Database(bytes);
  }

  #tableOf(database: Database): string {
    const entries = [...select(database, "SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")];
    const { selection } = this.file;
    const known = entries.filter(([, type]) => selection !== undefined || type === 'table').map(([name]) => String(name));
    if (known.length === 0) throw fail(this.name, 'there is no table in it.');
    const table = selection === undefined && known.length === 1 ? known[0] : known.find((name) => name === selection);
    if (table !== undefined) return table;
    const tables = `Its tables are: ${known.join(', ')}.`;
    const file = this.name.replace(/\?.*$/, '');
    throw fail(this.name, selection === undefined ? `name one of its tables, such as ${file}?table=${known[0] ?? ''}. ${tables}` : `there is no such table in it. ${tables}`);
  }

  #columnsOf(database: Database, table: string): readonly string[] {
    return [...select(database, `SELECT name FROM pragma_table_info(${literal(table)})`)].map(([name]) => String(name));
  }
}

function* select(database: Database, sql: string): Generator<Value[]> {
  const statement: Statement = database.prepare(sql);
  try {
    while (statement.step()) yield statement.get();
  } finally {
    statement.free();
  }
}

/** A column, with integers that a number cannot hold as text. */
function exact(column: string): string {
  const name = quoted(column);
  const isLarge = `typeof(${name}) = 'integer' AND ${name} NOT BETWEEN ${Number.MIN_SAFE_INTEGER} AND ${Number.MAX_SAFE_INTEGER}`;
  return `CASE WHEN ${isLarge} THEN CAST(${name} AS TEXT) ELSE ${name} END`;
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
