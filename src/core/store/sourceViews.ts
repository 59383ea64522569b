import * as z from 'zod';
import type { MemoryDatabase } from './database';
import { sourceViewName, sourceViewSql, sqlName } from './sourceView';

/** How many rows of a source have a column, and where it stands. */
interface Column {
  readonly position: number;
  rows: number;
}

/**
 * Keeps a view per source in step with the columns that its rows have. It counts the rows of each column, so that a column
 * leaves the view with the last row that has it, without a look at the others.
 */
export class SourceViews {
  #columns = new Map<string, Map<string, Column>>();
  #names = new Map<string, string>();
  /** The counts that differ from the database's. */
  readonly #changed = new Map<string, Set<string>>();
  /** Sources that have gained or lost a column. */
  readonly #outdated = new Set<string>();
  /** One count for all sources: only the order matters. */
  #lastPosition = 0;

  constructor(private readonly database: MemoryDatabase) {
    this.reload();
  }

  /** Forgets what `save` has not written: for a transaction that was rolled back. */
  reload(): void {
    this.#changed.clear();
    this.#outdated.clear();
    this.#columns = new Map();
    for (const row of this.database.query('SELECT * FROM view_columns ORDER BY position', [], columnRow)) {
      this.#columnsOf(row.source_connection).set(row.column_name, { position: row.position, rows: row.row_count });
      this.#lastPosition = row.position;
    }
    const names = this.database.query('SELECT * FROM view_names', [], nameRow);
    this.#names = new Map(names.map((row) => [row.source_connection, row.view_name]));
  }

  addRow(source: string, columns: readonly string[]): void {
    const known = this.#columnsOf(source);
    for (const name of columns) {
      const column = known.get(name);
      if (column === undefined) {
        known.set(name, { position: ++this.#lastPosition, rows: 1 });
        this.#outdated.add(source);
      } else {
        column.rows++;
      }
      this.#note(source, name);
    }
    // A source whose rows have no columns has a view too.
    if (!this.#names.has(source)) this.#outdated.add(source);
  }

  removeRow(source: string, columns: readonly string[]): void {
    const known = this.#columnsOf(source);
    for (const name of columns) {
      const column = known.get(name);
      if (column === undefined) continue;
      column.rows--;
      if (column.rows === 0) {
        known.delete(name);
        this.#outdated.add(source);
      }
      this.#note(source, name);
    }
    if (known.size === 0) this.#outdated.add(source);
  }

  /** Writes counts and views, as part of the caller's transaction. */
  save(): void {
    for (const [source, names] of this.#changed) {
      const known = this.#columnsOf(source);
      for (const name of names) {
        const column = known.get(name);
        if (column === undefined) this.database.run('DELETE FROM view_columns WHERE source_connection = ? AND column_name = ?', [source, name]);
        else this.database.run('INSERT OR REPLACE INTO view_columns VALUES (?, ?, ?, ?)', [source, name, column.position, column.rows]);
      }
    }
    for (const source of this.#outdated) this.#rebuild(source);
    this.#changed.clear();
    this.#outdated.clear();
  }

  #rebuild(source: string): void {
    const view = this.#names.get(source) ?? sourceViewName(source, new Set(['source_data', ...[...this.#names.values()].map(lowerCase)]));
    this.database.execute(`DROP VIEW IF EXISTS ${sqlName(view)}`);
    if (!this.#hasRows(source)) {
      this.#columns.delete(source);
      this.#names.delete(source);
      this.database.run('DELETE FROM view_names WHERE source_connection = ?', [source]);
      return;
    }
    if (!this.#names.has(source)) this.database.run('INSERT INTO view_names VALUES (?, ?)', [source, view]);
    this.#names.set(source, view);
    this.database.execute(sourceViewSql(view, source, [...this.#columnsOf(source).keys()]));
  }

  #hasRows(source: string): boolean {
    return this.database.query('SELECT 1 FROM source_data WHERE source_connection = ? LIMIT 1', [source], z.unknown()).length > 0;
  }

  #note(source: string, column: string): void {
    const changed = this.#changed.get(source);
    if (changed === undefined) this.#changed.set(source, new Set([column]));
    else changed.add(column);
  }

  #columnsOf(source: string): Map<string, Column> {
    let columns = this.#columns.get(source);
    if (columns === undefined) this.#columns.set(source, (columns = new Map<string, Column>()));
    return columns;
  }
}

const columnRow = z.object({ source_connection: z.string(), column_name: z.string(), position: z.number(), row_count: z.number() });
const nameRow = z.object({ source_connection: z.string(), view_name: z.string() });

function lowerCase(text: string): string {
  return text.toLowerCase();
}
