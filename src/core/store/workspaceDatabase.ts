import * as z from 'zod';
import { errorText } from '../text/errorText';
import { ChangeWriter } from './changeWriter';
import { MemoryDatabase } from './database';
import { readJournal, type JournalEnd, type JournalEntry } from './journalLine';
import type { StoreChange } from './records';
import { migrate } from './schema';
import { SourceViews } from './sourceViews';
import { StoreError, type SqlValue } from './store';

/** The tables cannot take the changes of one write: `cause` says why. */
export class WriteRefused extends Error {
  constructor(
    /** Which of the writes it is. */
    readonly index: number,
    cause: unknown,
  ) {
    super('A write was refused.', { cause });
    this.name = 'WriteRefused';
  }
}

export interface Replayed extends JournalEnd {
  /** Entries that stood before those in the journal and are nowhere. */
  readonly missing: number;
  /** Whether the journal holds entries that the database file holds too: it was not yet emptied, and may be at any moment. */
  readonly outdated: boolean;
}

/** A journal's entries, in bytes, that are in memory as objects and in one transaction: a whole journal would take many times its size. */
const replayedAtOnce = 4 * 1024 * 1024;

/** The tables of a workspace in memory, and up to which entry of the journal they go. */
export class WorkspaceDatabase {
  readonly #views: SourceViews;
  readonly #changes: ChangeWriter;
  #seq: number;
  /** The last entry that the file holds. */
  readonly #fileSeq: number;
  #inTransaction = false;

  private constructor(
    private readonly database: MemoryDatabase,
    /** Whether the file's tables were older than this version's. */
    readonly migrated: boolean,
  ) {
    this.#views = new SourceViews(database);
    this.#changes = new ChangeWriter(database, this.#views);
    this.#fileSeq = database.query(`SELECT value FROM meta WHERE key = 'seq'`, [], seqRow)[0]?.value ?? 0;
    this.#seq = this.#fileSeq;
  }

  /** `bytes` are those of the database file `name`; without them it is empty. */
  static async open(bytes: Uint8Array | undefined, name: string): Promise<WorkspaceDatabase> {
    let database: MemoryDatabase | undefined;
    try {
      // SQLite takes an empty file for an empty database; here it can only be one that was damaged.
      if (bytes?.length === 0) throw new Error('the file is empty');
      database = await MemoryDatabase.open(bytes);
      return new WorkspaceDatabase(database, migrate(database, name));
    } catch (error) {
      database?.close();
      const reason = error instanceof StoreError ? error.cause : error;
      // A file of a later version is sound: that error says all there is to say.
      if (reason === undefined) throw error;
      throw new StoreError(
        `${name} cannot be read: ${errorText(reason)}. ` +
          'Put a copy of the file back, or move it away to begin with empty tables.',
        { cause: error },
      );
    }
  }

  /** The last entry that the tables hold. */
  get seq(): number {
    return this.#seq;
  }

  query<T>(sql: string, parameters: readonly SqlValue[], row: z.ZodType<T>): T[] {
    return this.database.query(sql, parameters, row);
  }

  /** Begins a transaction with the changes of several writes in it. Throws `WriteRefused`, and then nothing has happened. */
  begin(writes: readonly (readonly StoreChange[])[]): void {
    this.database.change(() => {
      this.database.execute('BEGIN');
      this.#inTransaction = true;
      let index = 0;
      try {
        for (const changes of writes) {
          this.#changes.apply(changes);
          index++;
        }
        // The views come last, and are the last write's as far as one can tell.
        this.#views.save();
      } catch (error) {
        this.rollBack();
        throw new WriteRefused(Math.min(index, writes.length - 1), error);
      }
    });
  }

  commit(seq: number): void {
    this.database.execute('COMMIT');
    this.#inTransaction = false;
    this.#seq = seq;
  }

  /** Undoes what `begin` began, if anything. */
  rollBack(): void {
    if (!this.#inTransaction) return;
    this.#inTransaction = false;
    this.database.execute('ROLLBACK');
    this.#views.reload();
  }

  /** Takes in the part of a journal that it does not hold yet. What is taken in before an error stays. */
  replay(journal: Buffer): Replayed {
    let writes: (readonly StoreChange[])[] = [];
    let [size, seq, missing, outdated] = [0, this.#seq, 0, false];
    const takeIn = (): void => {
      if (writes.length === 0) return;
      this.begin(writes);
      this.commit(seq);
      [writes, size] = [[], 0];
    };
    const end = readJournal(journal, (entry, bytes) => {
      outdated ||= entry.seq <= this.#fileSeq;
      if (entry.seq <= seq) return;
      missing += entry.seq - seq - 1;
      seq = entry.seq;
      writes.push(entry.changes);
      size += bytes;
      if (size >= replayedAtOnce) takeIn();
    });
    takeIn();
    return { ...end, missing, outdated };
  }

  /** Takes in one entry if it is the next. */
  add(entry: JournalEntry): void {
    if (entry.seq !== this.#seq + 1) return;
    this.begin([entry.changes]);
    this.commit(entry.seq);
  }

  /** The database file in pieces, with the number of the last entry in it. They are the database's own: nothing may be changed while they are in use. */
  file(): readonly Uint8Array[] {
    this.database.change(() => this.database.run(`UPDATE meta SET value = ? WHERE key = 'seq'`, [this.#seq]));
    const [first = new Uint8Array(), ...others] = this.database.file();
    return [stampedHeader(first, this.#seq), first.subarray(headerBytes), ...others];
  }

  close(): void {
    this.database.close();
  }
}

const seqRow = z.object({ value: z.number() });

const headerBytes = 100;

/**
 * The file's header with a change counter (and its copy, by which SQLite knows that the header is complete) that rises with the journal.
 * A database that comes from a copy counts anew, so that two files of one size would look alike to a reader who asks whether it has changed.
 */
function stampedHeader(file: Uint8Array, counter: number): Uint8Array {
  const bytes = new Uint8Array(file.subarray(0, headerBytes));
  const header = new DataView(bytes.buffer);
  header.setUint32(24, counter);
  header.setUint32(92, counter);
  return bytes;
}
