import type * as z from 'zod';
import type { FileLayer } from './fileLayer';
import { loadWorkspace, type LoadedWorkspace } from './loadWorkspace';
import { StoreError, type SqlValue, type StoreReader } from './store';
import { storeFailure } from './storeFailure';
import type { Replayed, WorkspaceDatabase } from './workspaceDatabase';
import type { WorkspaceFiles } from './workspaceFiles';

/** Follows what the writer, in whichever process, has made of the two files. */
export class WorkspaceReader implements StoreReader {
  readonly #warnings: string[] = [];
  #database: WorkspaceDatabase;
  /** The database file that the journal is followed from. */
  #identity: string | undefined;
  /**
   * How far the journal has been taken in. Not at all while it holds entries from before the database file: it is about to be
   * emptied, and the same place in it will be another.
   */
  #offset: number;
  /** The size of the journal if it is damaged: nothing in it can be read beyond the damage. */
  #damagedSize: number | undefined;
  #refreshing: Promise<boolean> | undefined;
  #closed = false;

  private constructor(
    private readonly files: FileLayer,
    private readonly names: WorkspaceFiles,
    loaded: LoadedWorkspace,
  ) {
    this.#database = loaded.database;
    this.#identity = loaded.identity;
    this.#offset = followedTo(loaded.end);
    this.#damagedSize = damagedSize(loaded);
    this.#warnings.push(...loaded.warnings);
  }

  static async open(files: FileLayer, names: WorkspaceFiles): Promise<WorkspaceReader> {
    return new WorkspaceReader(files, names, await load(files, names));
  }

  get warnings(): readonly string[] {
    return this.#warnings;
  }

  query<T>(sql: string, parameters: readonly SqlValue[], row: z.ZodType<T>): T[] {
    return this.#database.query(sql, parameters, row);
  }

  refresh(): Promise<boolean> {
    this.#refreshing ??= this.#refresh().finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#refreshing?.catch(() => undefined);
    this.#database.close();
  }

  async #refresh(): Promise<boolean> {
    if (this.#closed) throw new StoreError('The workspace database has been closed.');
    const { seq } = this.#database;
    if (!(await this.#follow())) await this.#reload();
    return this.#database.seq !== seq;
  }

  /** Takes in what the journal has gained; false if it is no longer the continuation of what has been read. */
  async #follow(): Promise<boolean> {
    try {
      if ((await this.files.identity(this.names.database)) !== this.#identity) return false;
      const gained = await this.files.read(this.names.journal, this.#offset);
      const size = gained?.size ?? 0;
      if (this.#damagedSize !== undefined) return size >= this.#damagedSize;
      if (size < this.#offset) return false;
      // A journal that belongs to the file is emptied only after that has changed: if it has not, these bytes follow on the ones before.
      if ((await this.files.identity(this.names.database)) !== this.#identity) return false;
      const end = this.#database.replay(gained?.bytes ?? Buffer.alloc(0));
      this.#offset += followedTo(end);
      return end.damage === undefined && end.missing === 0;
    } catch (error) {
      throw storeFailure(`${this.names.journal} cannot be read`, error);
    }
  }

  async #reload(): Promise<void> {
    const loaded = await load(this.files, this.names);
    this.#database.close();
    this.#database = loaded.database;
    this.#identity = loaded.identity;
    this.#offset = followedTo(loaded.end);
    this.#damagedSize = damagedSize(loaded);
    this.#warnings.push(...loaded.warnings.filter((warning) => !this.#warnings.includes(warning)));
  }
}

function followedTo({ length, outdated }: Replayed): number {
  return outdated ? 0 : length;
}

function damagedSize({ journal, end }: LoadedWorkspace): number | undefined {
  return end.damage === undefined ? undefined : journal.length;
}

async function load(files: FileLayer, names: WorkspaceFiles): Promise<LoadedWorkspace> {
  try {
    return await loadWorkspace(files, names);
  } catch (error) {
    throw storeFailure(`The workspace database in ${names.folder} cannot be read`, error);
  }
}
