import * as z from 'zod';
import type { Clock } from '../models/clock';
import type { FileLayer, OpenFile } from './fileLayer';
import { beginGroup, journalLines, takeGroup, type PendingWrite } from './group';
import type { WriterLock } from './lock';
import { storeChange, type StoreChange } from './records';
import { writeSnapshot } from './snapshot';
import { exceeds, type JournalLimit, type SnapshotPolicy } from './snapshotPolicy';
import { StoreError, type SqlValue, type StoreWriter } from './store';
import { storeFailure } from './storeFailure';
import type { WorkspaceDatabase } from './workspaceDatabase';
import type { WorkspaceFiles } from './workspaceFiles';

const changesSchema = z.array(storeChange);

export interface WriterParts {
  readonly files: FileLayer;
  readonly names: WorkspaceFiles;
  readonly lock: WriterLock;
  /** Empty, but for lines that the database file holds too. */
  readonly journal: OpenFile;
  readonly database: WorkspaceDatabase;
  /** Of the database file. */
  readonly fileBytes: number;
  readonly clock: Clock;
  readonly snapshots: SnapshotPolicy;
  readonly warnings: readonly string[];
}

/** Holds the workspace's lock, and makes changes durable group by group. */
export class WorkspaceWriter implements StoreWriter {
  #queue: PendingWrite[] = [];
  /** Commits what is queued; undefined while there is nothing to do. */
  #working: Promise<void> | undefined;
  #disarmIdle: () => void = () => undefined;
  /** Since the last snapshot. */
  #journalBytes = 0;
  #fileBytes: number;
  /** A snapshot that failed is tried again when the journal has grown beyond this. */
  #retrySnapshotAt = 0;
  /** Nothing can be made durable any more. */
  #failure: StoreError | undefined;
  #closing: Promise<void> | undefined;

  constructor(private readonly parts: WriterParts) {
    this.#fileBytes = parts.fileBytes;
  }

  get warnings(): readonly string[] {
    return this.parts.warnings;
  }

  query<T>(sql: string, parameters: readonly SqlValue[], row: z.ZodType<T>): T[] {
    return this.parts.database.query(sql, parameters, row);
  }

  /** Nobody else writes. */
  refresh(): Promise<boolean> {
    return Promise.resolve(false);
  }

  write(changes: readonly StoreChange[]): Promise<void> {
    if (this.#closing !== undefined) return Promise.reject(new StoreError('The workspace database has been closed.'));
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    // What a later process could not read back must not get into the journal.
    const checked = changesSchema.safeParse(changes);
    if (!checked.success) {
      return Promise.reject(new StoreError(`These changes cannot be stored: ${z.prettifyError(checked.error)}`, { cause: checked.error }));
    }
    if (checked.data.length === 0) return Promise.resolve();
    try {
      const json = JSON.stringify(checked.data);
      return new Promise((resolve, reject) => {
        this.#queue.push({ changes: checked.data, json, resolve, reject });
        this.#wake();
      });
    } catch (error) {
      return Promise.reject(storeFailure('These changes cannot be stored', error));
    }
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  #wake(): void {
    this.#disarmIdle();
    this.#working ??= this.#work().finally(() => {
      this.#working = undefined;
      // A call that came after the last look at the queue, such as one that waited for the group just made durable.
      if (this.#queue.length > 0) this.#wake();
      else this.#awaitIdleness();
    });
  }

  #awaitIdleness(): void {
    if (this.#closing !== undefined || !this.#snapshotIsDue(this.parts.snapshots.idle)) return;
    this.#disarmIdle = this.parts.clock.after(this.parts.snapshots.idleMs, () => {
      this.#working ??= this.#snapshot().finally(() => {
        this.#working = undefined;
        if (this.#queue.length > 0) this.#wake();
      });
    });
  }

  async #work(): Promise<void> {
    // Calls that are made together share a group.
    await new Promise((resolve) => setImmediate(resolve));
    do {
      await this.#commitGroup();
      if (this.#snapshotIsDue(this.parts.snapshots.busy)) await this.#snapshot();
    } while (this.#queue.length > 0);
  }

  async #commitGroup(): Promise<void> {
    const { database, journal, names } = this.parts;
    const taken = takeGroup(this.#queue);
    try {
      const group = beginGroup(database, taken);
      if (group.length === 0) return;
      const lines = journalLines(group, database.seq + 1);
      await journal.write(lines);
      await journal.sync();
      database.commit(database.seq + group.length);
      this.#journalBytes += lines.length;
      for (const write of group) write.resolve();
    } catch (error) {
      database.rollBack();
      this.#fail(storeFailure(`The changes could not be written to ${names.journal}`, error), taken);
    }
  }

  #snapshotIsDue(limit: JournalLimit): boolean {
    if (this.#failure !== undefined || this.#journalBytes <= this.#retrySnapshotAt) return false;
    return exceeds(this.#journalBytes, this.#fileBytes, limit);
  }

  /** Folds the journal into the database file. If that fails, nothing is lost: the journal goes on. */
  async #snapshot(): Promise<void> {
    const { database, files, journal, lock, names } = this.parts;
    try {
      if (!(await lock.isHeld())) {
        this.#fail(new StoreError(`${names.lock} was removed while it was held: another process may be writing too. Run again.`));
        return;
      }
      this.#fileBytes = await writeSnapshot(files, names, database);
    } catch {
      this.#retrySnapshotAt = this.#journalBytes * 2;
      return;
    }
    try {
      await journal.truncate();
      await journal.sync();
      this.#journalBytes = 0;
      this.#retrySnapshotAt = 0;
    } catch (error) {
      this.#fail(storeFailure(`${names.journal} could not be emptied`, error));
    }
  }

  /**
   * The lines of a failed group may be on the disk or not, and a second attempt at `sync` would not tell: nothing more is
   * acknowledged. The next to open takes what is whole from the journal and begins a new one.
   */
  #fail(failure: StoreError, writes: readonly PendingWrite[] = []): void {
    this.#failure = failure;
    for (const write of [...writes, ...this.#queue]) write.reject(failure);
    this.#queue = [];
  }

  async #close(): Promise<void> {
    const { database, journal, lock } = this.parts;
    this.#disarmIdle();
    while (this.#working !== undefined) await this.#working;
    // Retried even if the last one failed: there may be room now.
    if (this.#failure === undefined && this.#journalBytes > 0) await this.#snapshot();
    await journal.close();
    await lock.release();
    database.close();
  }
}
