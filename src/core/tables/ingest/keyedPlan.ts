import { setImmediate } from 'node:timers/promises';
import type { StoreReader } from '../../store/store';
import type { Source, SourceRecord } from '../source';
import { failAt } from '../sources/sourceFile';
import { ContentNumbers } from './contentNumbers';
import { contentOf, hashContent } from './identity';
import { IntegerList } from './integerList';
import { sourceChanged, type IngestCounts, type Plan, type RowPlan } from './plan';
import { storedRows } from './storedRows';

const none = -1;

/**
 * What must change for Table 1 to equal a source whose rows have a key: a stored and a new row of the same key are one row. It holds
 * hashes and numbers and never contents, some 100 bytes for each row that is stored or new.
 */
export class KeyedPlan implements Plan {
  readonly #keys = new ContentNumbers();
  readonly #contents = new ContentNumbers();
  /** By key: the stored row of that key, the first if there are several, and the row of the source, from 1, that has it. */
  readonly #storedOf = new IntegerList();
  readonly #newOf = new IntegerList();
  /** By stored row, the last one first: its rowid, row_number, content, and whether a new row stands for it. */
  readonly #rowids = new IntegerList();
  readonly #numbers = new IntegerList();
  readonly #storedContents = new IntegerList();
  readonly #isMatched = new IntegerList();
  /** By new row: the number of its content. */
  readonly #newContents = new IntegerList();

  #next = 0;
  #moved = 0;
  #counts: IngestCounts = { added: 0, updated: 0, unchanged: 0, removed: 0 };

  private constructor(
    private readonly name: string,
    private readonly columns: readonly string[],
  ) {}

  /** Reads the whole source and what is stored of it, and writes nothing. Throws `SourceError` for a row without a key of its own. */
  static async make(source: Source, row_key: readonly string[], store: StoreReader, signal: AbortSignal): Promise<KeyedPlan> {
    const plan = new KeyedPlan(source.name, row_key);
    for (const page of storedRows(store, source.name)) {
      for (const { rowid, row_number, data } of page) plan.#addStored(rowid, row_number, data);
      await setImmediate();
      signal.throwIfAborted();
    }
    for await (const record of source.rows(signal)) plan.#addNew(record);
    signal.throwIfAborted();
    plan.#count();
    return plan;
  }

  get counts(): IngestCounts {
    return this.#counts;
  }

  get writesRows(): boolean {
    return this.#counts.added + this.#counts.updated + this.#moved > 0;
  }

  take(data: SourceRecord['data'], content: string): RowPlan {
    const index = this.#next++;
    const key = this.#keyOf(data) ?? '';
    const number = this.#numberOf(key);
    const contentNumber = this.#contents.add(hashContent(content));
    if (this.#newOf.at(number) !== index + 1 || this.#newContents.at(index) !== contentNumber) throw sourceChanged(this.name);
    const stored = this.#storedOf.at(number);
    if (stored === none) return { kind: 'add', identity: key, ordinal: 0 };
    if (this.#storedContents.at(stored) !== contentNumber) return { kind: 'update', rowid: this.#rowids.at(stored) };
    return this.#numbers.at(stored) === index + 1 ? { kind: 'keep' } : { kind: 'move', rowid: this.#rowids.at(stored) };
  }

  end(): void {
    if (this.#next !== this.#newContents.length) throw sourceChanged(this.name);
  }

  *removed(): Generator<number> {
    for (let index = this.#rowids.length - 1; index >= 0; index--) {
      if (this.#isMatched.at(index) === 0) yield this.#rowids.at(index);
    }
  }

  #addStored(rowid: number, rowNumber: number, data: SourceRecord['data']): void {
    // A row that was ingested before there was a key may have none: then it is no row of the source any more.
    const key = this.#keyOf(data);
    // Rows come last one first, and of several with one key the first is kept.
    if (key !== undefined) this.#storedOf.set(this.#numberOf(key), this.#rowids.length);
    this.#rowids.push(rowid);
    this.#numbers.push(rowNumber);
    this.#storedContents.push(this.#contents.add(hashContent(contentOf(data))));
    this.#isMatched.push(0);
  }

  #addNew({ data, line }: SourceRecord): void {
    const row = this.#newContents.length + 1;
    const refuse = (reason: string) => failAt(this.name, line ?? row, reason, line === undefined ? 'row' : 'line');
    const key = this.#keyOf(data);
    if (key === undefined) throw refuse(`${this.#missing(data)} Its rows are told apart by \`row_key\`.`);
    const number = this.#numberOf(key);
    if (this.#newOf.at(number) !== none) {
      throw refuse(`the row key ${key} stands here again, after row ${this.#newOf.at(number)}. Choose columns for \`row_key\` that are different in every row.`);
    }
    this.#newOf.set(number, row);
    this.#newContents.push(this.#contents.add(hashContent(contentOf(data))));
    const stored = this.#storedOf.at(number);
    if (stored !== none) this.#isMatched.set(stored, 1);
  }

  #count(): void {
    let [added, updated, unchanged] = [0, 0, 0];
    for (let key = 0; key < this.#newOf.length; key++) {
      const row = this.#newOf.at(key);
      const stored = this.#storedOf.at(key);
      if (row === none) continue;
      if (stored === none) added++;
      else if (this.#storedContents.at(stored) !== this.#newContents.at(row - 1)) updated++;
      else {
        unchanged++;
        if (this.#numbers.at(stored) !== row) this.#moved++;
      }
    }
    this.#counts = { added, updated, unchanged, removed: this.#rowids.length - unchanged - updated };
  }

  /** The key as a text; undefined where a part of it is missing. */
  #keyOf(data: SourceRecord['data']): string | undefined {
    const values = this.columns.map((column) => data[column]);
    return values.some(isMissing) ? undefined : JSON.stringify(values);
  }

  #missing(data: SourceRecord['data']): string {
    const column = this.columns.find((name) => isMissing(data[name])) ?? '';
    if (Object.hasOwn(data, column)) return `the row key “${column}” is empty.`;
    return `there is no column “${column}”. The columns are: ${Object.keys(data).join(', ')}.`;
  }

  #numberOf(key: string): number {
    const number = this.#keys.add(hashContent(key));
    if (number === this.#storedOf.length) {
      this.#storedOf.push(none);
      this.#newOf.push(none);
    }
    return number;
  }
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}
