import type { Database, SqlJs, Statement } from 'sql.js/dist/sql-wasm-inline.js';
import * as z from 'zod';
import { errorText } from '../text/errorText';
import { FileContents } from './fileContents';
import { loadSqlite } from './sqlite';
import { StoreError, type SqlValue } from './store';

/** Statements kept prepared: more than the store and its views use at a time. */
const keptStatements = 64;

/** An SQLite database in memory that says no to every write outside `change`. */
export class MemoryDatabase {
  readonly #statements = new Map<string, Statement>();
  readonly #database: Database;
  readonly #contents: FileContents;

  private constructor(database: Database, contents: FileContents) {
    this.#database = database;
    this.#contents = contents;
    // A transaction that is rolled back needs its journal; nothing here needs a disk.
    database.run('PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16384; PRAGMA query_only = ON');
  }

  /** `file` becomes the database's own. Throws what SQLite says when it is none of its databases. */
  static async open(file?: Uint8Array): Promise<MemoryDatabase> {
    const { Database } = await loadSqlite();
    const contents = new FileContents(file ?? emptyFile(Database));
    const database = new Database(contents.offer);
    try {
      return new MemoryDatabase(database, contents);
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

  /** A copy of this database's file. Not inside a transaction. */
  export(): Uint8Array {
    return this.#database.export();
  }

  /** The file itself, piece by piece: nothing may be changed while they are in use. Not inside a transaction. */
  file(): readonly Uint8Array[] {
    const { reads } = this.#contents;
    // To answer, SQLite looks at the file. A transaction may be rolled back after a part of it was in the file: then the file is
    // truncated, and what sql.js makes of that is a file of its own.
    this.#database.run('SELECT count(*) FROM sqlite_schema');
    return this.#contents.reads > reads ? [...this.#contents.pieces()] : [this.export()];
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

/** SQLite takes a file without bytes for a database, and sql.js would keep what comes into it by itself. */
function emptyFile(Database: SqlJs['Database']): Uint8Array {
  const database = new Database();
  try {
    return database.export();
  } finally {
    database.close();
  }
}
