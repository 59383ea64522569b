import type { Database, Statement } from 'sql.js/dist/sql-wasm-inline.js';
import * as z from 'zod';
import { loadSqlite } from './sqlite';
import { StoreError, type SqlValue } from './store';
import { errorText } from './storeFailure';

/** Statements kept prepared: more than the store and its views use at a time. */
const keptStatements = 64;

/** An SQLite database in memory that says no to every write outside `change`. */
export class MemoryDatabase {
  readonly #statements = new Map<string, Statement>();
  readonly #database: Database;

  private constructor(database: Database) {
    this.#database = database;
    // A transaction that is rolled back needs its journal; nothing here needs a disk.
    database.run('PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16384; PRAGMA query_only = ON');
  }

  /** Throws what SQLite says when `file` is none of its databases. */
  static async open(file?: Uint8Array): Promise<MemoryDatabase> {
    const { Database } = await loadSqlite();
    const database = new Database(file);
    try {
      return new MemoryDatabase(database);
    } catch (error) {
      database.close();
      throw error;
    }
  }

  /** One SELECT, whose rows are checked. */
  query<T>(sql: string, parameters: readonly SqlValue[], row: z.ZodType<T>): T[] {
    if (!/^(\s|--.*\n|\/\*[^]*?\*\/)*(select|with|values)\b/i.test(sql)) throw new StoreError(`Only a SELECT can be a query: ${sql}`);
    try {
      return this.#rows(sql, parameters, row);
    } catch (error) {
      if (error instanceof StoreError) throw error;
      const reason = error instanceof z.ZodError ? `a row is not what was expected: ${z.prettifyError(error)}` : errorText(error);
      throw new StoreError(`The workspace database refused a query: ${reason}\n${sql}`, { cause: error });
    }
  }

  /** Lets `work` write. What it does is part of a transaction only if it, or its caller, begins one. */
  change<T>(work: () => T): T {
    this.#database.run('PRAGMA query_only = OFF');
    try {
      return work();
    } finally {
      this.#database.run('PRAGMA cache_size = -16384; PRAGMA query_only = ON');
    }
  }

  /** Statements without parameters or rows. */
  execute(sql: string): void {
    this.#database.run(sql);
  }

  /** A statement that is run again and again. */
  run(sql: string, parameters: readonly SqlValue[]): void {
    this.#prepared(sql).run([...parameters]);
  }

  /** The file of this database. Not inside a transaction. */
  export(): Uint8Array {
    return this.#database.export();
  }

  close(): void {
    this.#statements.clear();
    this.#database.close();
  }

  #rows<T>(sql: string, parameters: readonly SqlValue[], row: z.ZodType<T>): T[] {
    const statement = this.#prepared(sql);
    const rows: T[] = [];
    try {
      statement.bind([...parameters]);
      let columns: string[] | undefined;
      while (statement.step()) {
        // Only now: the first step compiles a statement anew if a view has changed, and then its columns may be others.
        columns ??= statement.getColumnNames();
        const values = statement.get();
        rows.push(row.parse(Object.fromEntries(columns.map((column, index) => [column, values[index]]))));
      }
    } finally {
      statement.reset();
    }
    return rows;
  }

  #prepared(sql: string): Statement {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#database.prepare(sql);
      const rest = sql.slice(statement.getSQL().length).trim();
      if (rest !== '') {
        statement.free();
        throw new StoreError(`Only one statement at a time: ${sql}`);
      }
    } else {
      this.#statements.delete(sql);
    }
    // The one used last stands last.
    this.#statements.set(sql, statement);
    const [oldest] = this.#statements;
    if (this.#statements.size > keptStatements && oldest !== undefined) {
      oldest[1].free();
      this.#statements.delete(oldest[0]);
    }
    return statement;
  }
}
