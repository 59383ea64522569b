import type { Source, SourceRecord } from '../source';
import { parseRecord, type JsonText } from './jsonRecord';
import { columnSample } from './limits';
import { readUtf8 } from './readUtf8';
import { fail, type SourceFile } from './sourceFile';
import { splitArray } from './splitArray';
import { splitLines } from './splitLines';

/** JSON Lines: an object on every line. */
export function openJsonLines(file: SourceFile): Source {
  return new JsonSource(file.name, (signal) => splitLines(file.name, readUtf8(file, signal)));
}

/** One list of objects. */
export function openJsonArray(file: SourceFile): Source {
  return new JsonSource(file.name, (signal) => splitArray(file.name, readUtf8(file, signal)));
}

class JsonSource implements Source {
  readonly notes: readonly string[] = [];
  #mayHaveMoreColumns = false;

  constructor(
    readonly name: string,
    private readonly read: (signal: AbortSignal) => AsyncIterable<JsonText>,
  ) {}

  get mayHaveMoreColumns(): boolean {
    return this.#mayHaveMoreColumns;
  }

  /** The keys of the first rows, in the order in which they appear: a file of this kind has no header. */
  async columns(signal: AbortSignal): Promise<readonly string[]> {
    const columns = new Set<string>();
    let records = 0;
    let bytes = 0;
    for await (const text of this.read(signal)) {
      this.#mayHaveMoreColumns = records >= columnSample.records || bytes >= columnSample.bytes;
      if (this.#mayHaveMoreColumns) break;
      for (const key of Object.keys(parseRecord(this.name, text))) columns.add(key);
      records++;
      bytes += text.bytes.length;
    }
    if (records === 0) throw fail(this.name, 'is empty. Its columns come from its rows.');
    if (columns.size === 0) throw fail(this.name, 'has no columns: its rows are empty objects.');
    return [...columns];
  }

  async *rows(signal: AbortSignal): AsyncGenerator<SourceRecord> {
    let isEmpty = true;
    for await (const text of this.read(signal)) {
      signal.throwIfAborted();
      isEmpty = false;
      yield { data: parseRecord(this.name, text), line: text.line };
    }
    if (isEmpty) throw fail(this.name, 'is empty. Its columns come from its rows.');
  }
}
