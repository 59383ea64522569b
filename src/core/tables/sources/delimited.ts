import { CsvError, parse } from 'csv-parse';
import { pipeline, Readable } from 'node:stream';
import * as z from 'zod';
import { CellSource, type CellRow } from './cellSource';
import { maxRecordBytes } from './limits';
import { readUtf8 } from './readUtf8';
import { asSourceError, fail, failAt, type SourceFile } from './sourceFile';

const numberedRow = z.tuple([z.string()], z.string());

/** CSV or TSV (RFC 4180, any line ending): every cell is text. Blank lines are skipped. */
export function openDelimited(file: SourceFile, delimiter: string): CellSource {
  return new CellSource(file.name, 'line', (signal) => readCells(file, delimiter, signal));
}

async function* readCells(file: SourceFile, delimiter: string, signal: AbortSignal): AsyncGenerator<CellRow> {
  const lines = new LineCounter();
  const parser = parse({
    delimiter,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: maxRecordBytes,
    // Called in time for an error that follows; what is read from the parser may lag behind it.
    on_record: (cells, context) => [String(lines.startOf(cells, context.lines)), ...cells],
  });
  // The error reaches the loop below through the parser.
  pipeline(Readable.from(readUtf8(file, signal)), parser, () => undefined);
  try {
    for await (const row of parser) {
      signal.throwIfAborted();
      const [line, ...cells] = numberedRow.parse(row);
      yield { cells, line: Number(line) };
    }
  } catch (error) {
    throw error instanceof CsvError ? explain(file.name, error, lines) : asSourceError(file.name, signal, error);
  }
}

/** The parser tells the line where a record ends, and counts CR LF inside quotes twice. */
class LineCounter {
  #countedTwice = 0;
  #ended = 0;

  startOf(cells: readonly string[], parserLine: number): number {
    let inside = 0;
    for (const cell of cells) {
      for (const [lineBreak] of cell.matchAll(/\r\n|\n|\r/g)) {
        inside++;
        if (lineBreak.length === 2) this.#countedTwice++;
      }
    }
    this.#ended = this.corrected(parserLine);
    return this.#ended - inside;
  }

  corrected(parserLine: number): number {
    return parserLine - this.#countedTwice;
  }

  /** Where the record starts that the parser cannot finish. */
  get next(): number {
    return this.#ended + 1;
  }
}

const endless: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a double quote is opened here and never closed. A quote inside a quoted cell is written twice.',
  CSV_MAX_RECORD_SIZE: `this record is longer than ${maxRecordBytes / 1024 / 1024} MiB. Most likely a double quote is opened and never closed.`,
};
const misplaced: Readonly<Record<string, string>> = {
  INVALID_OPENING_QUOTE: 'there is a double quote inside a cell that does not begin with one. Put the whole cell in double quotes, and write the quote twice.',
  CSV_INVALID_CLOSING_QUOTE: 'there is text after the double quote that closes a cell. A quote inside a quoted cell is written twice.',
};

function explain(name: string, error: CsvError, lines: LineCounter): Error {
  const unfinished = endless[error.code];
  if (unfinished !== undefined) return failAt(name, lines.next, unfinished);
  const line: unknown = error['lines'];
  const reason = misplaced[error.code] ?? error.message;
  return typeof line === 'number' ? failAt(name, lines.corrected(line), reason) : fail(name, reason, error);
}
