import type { Source, SourceRecord } from '../source';
import { readHeader, type Header } from './header';
import { fail, failAt } from './sourceFile';

/** A line of cells without names. */
export interface CellRow {
  readonly cells: readonly unknown[];
  /** 1-based; where the row starts. */
  readonly line: number;
}

/** A source whose first row names the columns: CSV, TSV, a sheet of a workbook. */
export class CellSource implements Source {
  #header: Header | undefined;

  constructor(
    readonly name: string,
    private readonly what: 'line' | 'row',
    private readonly read: (signal: AbortSignal) => AsyncIterable<CellRow>,
  ) {}

  get notes(): readonly string[] {
    return this.#header?.notes ?? [];
  }

  async columns(signal: AbortSignal): Promise<readonly string[]> {
    for await (const { cells } of this.read(signal)) return this.#readHeader(cells);
    throw this.#empty();
  }

  async *rows(signal: AbortSignal): AsyncGenerator<SourceRecord> {
    let columns: readonly string[] | undefined;
    for await (const row of this.read(signal)) {
      if (columns) yield { data: this.#record(columns, row), line: row.line };
      else columns = this.#readHeader(row.cells);
    }
    if (!columns) throw this.#empty();
  }

  #readHeader(cells: readonly unknown[]): readonly string[] {
    this.#header = readHeader(cells);
    return this.#header.columns;
  }

  /** Cells that a short row lacks are null; a row with more cells than the header has names is most likely broken. */
  #record(columns: readonly string[], { cells, line }: CellRow): Record<string, unknown> {
    if (cells.length > columns.length && cells.slice(columns.length).some((cell) => cell !== null && cell !== '')) {
      const advice = this.what === 'line' ? 'A cell that contains the separator must stand in double quotes.' : 'Give every column a name in the first row.';
      throw failAt(this.name, line, `this ${this.what} has ${cells.length} cells, and the header has ${columns.length}. ${advice}`, this.what);
    }
    return Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? null]));
  }

  #empty(): Error {
    return fail(this.name, 'is empty. Its first row must name the columns.');
  }
}
