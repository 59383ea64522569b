import { openReader } from '../../core/store/openReader';
import type { StoreReader } from '../../core/store/store';

export interface FollowOptions {
  /** Whether anybody looks. */
  readonly isWatched: () => boolean;
  /** The database has changed, or may from now on without this being told; or it cannot be read any more, as the next `read` will say. */
  readonly onChange: () => void;
  readonly open?: (folder: string) => Promise<StoreReader>;
  /** Milliseconds between two looks at the database. */
  readonly every?: number;
}

/** Reads a folder's database, and follows what is written to it, while somebody looks; otherwise it lets go of the memory. */
export class StoreFollower {
  #reader: Promise<StoreReader> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isDisposed = false;
  /** What uses the reader at this moment. */
  #using: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly folder: string,
    private readonly options: FollowOptions,
  ) {
    this.#followLater();
  }

  /** Answers from the database as it was last looked at; rejects with `StoreError` if it cannot be read. */
  read<T>(query: (store: StoreReader) => T): Promise<T> {
    const answer = this.#using.then(async () => query(await this.#open()));
    this.#using = answer.catch(() => undefined);
    return answer;
  }

  /** Looks at the database now; true if it has changed since the last look. */
  refresh(): Promise<boolean> {
    const refreshed = this.#using.then(async () => (this.#reader ? (await this.#reader).refresh() : true));
    this.#using = refreshed.catch(() => undefined);
    return refreshed;
  }

  dispose(): void {
    this.#isDisposed = true;
    clearTimeout(this.#timer);
    void this.#letGo();
  }

  #open(): Promise<StoreReader> {
    const { open = openReader } = this.options;
    this.#reader ??= open(this.folder).catch((error: unknown) => {
      // The next to ask tries again.
      this.#reader = undefined;
      throw error;
    });
    return this.#reader;
  }

  #letGo(): Promise<void> {
    const closed = this.#using.then(async () => {
      const reader = this.#reader;
      this.#reader = undefined;
      await (await reader)?.close();
    });
    this.#using = closed.catch(() => undefined);
    return this.#using.then(() => undefined);
  }

  #followLater(): void {
    this.#timer = setTimeout(() => void this.#follow().finally(() => {
      if (!this.#isDisposed) this.#followLater();
    }), this.options.every ?? 2_000);
  }

  async #follow(): Promise<void> {
    if (!this.#reader) return;
    const isWatched = this.options.isWatched();
    if (!isWatched) await this.#letGo();
    const hasChanged = !isWatched || (await this.refresh().catch(() => true));
    if (hasChanged && !this.#isDisposed) this.options.onChange();
  }
}
