import { setImmediate } from 'node:timers/promises';
import type { StoreReader } from '../../store/store';
import { SourceError, type Source, type SourceRecord } from '../source';
import { ContentNumbers } from './contentNumbers';
import { contentOf, hashContent } from './identity';
import { IntegerList } from './integerList';
import { storedRows } from './storedRows';

/** How many rows an ingest adds, updates, leaves as they are (their row_number aside) and removes. */
export interface IngestCounts {
  readonly added: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly removed: number;
}

/** What is to be done with a row of the source. A new one is named by its identity and its number among those of the same, from 0. */
export type RowPlan =
  | { readonly kind: 'keep' }
  | { readonly kind: 'add'; readonly identity: string; readonly ordinal: number }
  | { readonly kind: 'update' | 'move'; readonly rowid: number };

/** What must change for Table 1 to equal a source. It is made by a first reading of the source, and carried out by a second one. */
export interface Plan {
  readonly counts: IngestCounts;
  /** Whether any row of the source must be written. */
  readonly writesRows: boolean;
  /** Takes the source's rows once more, in order. Throws `SourceError` if they are not the ones that were planned for. */
  take(data: SourceRecord['data'], content: string): RowPlan;
  /** To be called when all rows have been taken. Throws `SourceError` if there were more of them when they were planned. */
  end(): void;
  /** The rowids of what is stored and no longer in the source. */
  removed(): Iterable<number>;
}

const none = -1;

/**
 * What must change for Table 1 to equal a source. Rows of equal content are the same row, in order; of the others, a stored and a new
 * one with the same row_number are one row whose content changed. It holds hashes and numbers and never contents: 40 bytes a row, and 16
 * more for one that is stored.
 */
export class IngestPlan implements Plan {
  readonly #contents = new ContentNumbers();
  /** By content: the first stored row of that content that no new row stands for yet, and how many new rows have been taken. */
  readonly #waiting = new IntegerList();
  readonly #taken = new IntegerList();
  /** By stored row, the last one first: its rowid, row_number, the next one of equal content, and whether a new row stands for it. */
  readonly #rowids = new IntegerList();
  readonly #numbers = new IntegerList();
  readonly #following = new IntegerList();
  readonly #isMatched = new IntegerList();
  /** By new row: the stored row of equal content, else the changed one as `changed(index)`, else none; and the beginning of its hash. */
  readonly #stored = new IntegerList();
  readonly #checks = new IntegerList();

  #next = 0;
  #moved = 0;
  #counts: IngestCounts = { added: 0, updated: 0, unchanged: 0, removed: 0 };

  private constructor(private readonly name: string) {}

  /** Reads the whole source and what is stored of it, and writes nothing. */
  static async make(source: Source, store: StoreReader, signal: AbortSignal): Promise<IngestPlan> {
    const plan = new IngestPlan(source.name);
    for (const page of storedRows(store, source.name)) {
      for (const row of page) plan.#addStored(row.rowid, row.row_number, hashContent(contentOf(row.data)));
      await setImmediate();
      signal.throwIfAborted();
    }
    for await (const { data } of source.rows(signal)) plan.#addNew(hashContent(contentOf(data)));
    signal.throwIfAborted();
    plan.#matchChanged();
    return plan;
  }

  get counts(): IngestCounts {
    return this.#counts;
  }

  get writesRows(): boolean {
    return this.#counts.added + this.#counts.updated + this.#moved > 0;
  }

  take(_data: SourceRecord['data'], content: string): RowPlan {
    const hash = hashContent(content);
    const index = this.#next++;
    if (index >= this.#checks.length || this.#checks.at(index) !== hash.readInt32LE(0)) throw sourceChanged(this.name);
    const ordinal = this.#countTaken(this.#numberOf(hash));
    const stored = this.#stored.at(index);
    if (stored === none) return { kind: 'add', identity: content, ordinal };
    if (stored < none) return { kind: 'update', rowid: this.#rowids.at(changed(stored)) };
    return this.#numbers.at(stored) === index + 1 ? { kind: 'keep' } : { kind: 'move', rowid: this.#rowids.at(stored) };
  }

  end(): void {
    if (this.#next !== this.#checks.length) throw sourceChanged(this.name);
  }

  *removed(): Generator<number> {
    for (let index = this.#rowids.length - 1; index >= 0; index--) {
      if (this.#isMatched.at(index) === 0) yield this.#rowids.at(index);
    }
  }

  #addStored(rowid: number, rowNumber: number, hash: Buffer): void {
    const content = this.#numberOf(hash);
    this.#following.push(this.#waiting.at(content));
    this.#waiting.set(content, this.#rowids.length);
    this.#rowids.push(rowid);
    this.#numbers.push(rowNumber);
    this.#isMatched.push(0);
  }

  #addNew(hash: Buffer): void {
    const content = this.#numberOf(hash);
    const stored = this.#waiting.at(content);
    if (stored !== none) {
      this.#waiting.set(content, this.#following.at(stored));
      this.#isMatched.set(stored, 1);
    }
    this.#stored.push(stored);
    this.#checks.push(hash.readInt32LE(0));
  }

  /** Goes through new and stored rows side by side, both by rising row_number. */
  #matchChanged(): void {
    let [added, updated, unchanged] = [0, 0, 0];
    let at = this.#rowids.length - 1;
    for (let index = 0; index < this.#stored.length; index++) {
      const stored = this.#stored.at(index);
      if (stored !== none) {
        unchanged++;
        if (this.#numbers.at(stored) !== index + 1) this.#moved++;
        continue;
      }
      while (at >= 0 && (this.#numbers.at(at) < index + 1 || (this.#numbers.at(at) === index + 1 && this.#isMatched.at(at) === 1))) at--;
      if (at >= 0 && this.#numbers.at(at) === index + 1) {
        this.#stored.set(index, changed(at));
        this.#isMatched.set(at, 1);
        updated++;
      } else {
        added++;
      }
    }
    this.#counts = { added, updated, unchanged, removed: this.#rowids.length - unchanged - updated };
  }

  #numberOf(hash: Buffer): number {
    const content = this.#contents.add(hash);
    if (content === this.#taken.length) {
      this.#taken.push(0);
      this.#waiting.push(none);
    }
    return content;
  }

  #countTaken(content: number): number {
    const ordinal = this.#taken.at(content);
    this.#taken.set(content, ordinal + 1);
    return ordinal;
  }
}

export function sourceChanged(name: string): SourceError {
  return new SourceError(`${name}: changed while it was being read. Once it is at rest, ingest it again: what has been taken in so far stays.`);
}

/** Stored rows whose content changed go by numbers below `none`; its own inverse. */
function changed(index: number): number {
  return none - 1 - index;
}
