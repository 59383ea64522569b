import { openWriter } from '../../core/store/openWriter';
import type { StoreWriter } from '../../core/store/store';

interface Shared {
  readonly store: Promise<StoreWriter>;
  users: number;
}

/**
 * The workspace databases that this window writes. However many runs write at once, a folder has one writer, and its lock is
 * held only while there is one.
 */
export class WorkspaceStores {
  readonly #open = new Map<string, Shared>();
  /** Writers on their way out still hold their lock. */
  readonly #closing = new Map<string, Promise<void>>();

  constructor(private readonly warn: (message: string) => void) {}

  /**
   * Opens a folder's database for the time of `work`. `purpose` is what another process is told that wants to write meanwhile.
   * Rejects with `StoreError` where another process writes already, or the database cannot be opened.
   */
  async write<T>(folder: string, purpose: string, work: (store: StoreWriter) => Promise<T>): Promise<T> {
    const shared = this.#open.get(folder) ?? this.#share(folder, purpose);
    shared.users++;
    try {
      return await work(await shared.store);
    } finally {
      if (--shared.users === 0) await this.#close(folder, shared);
    }
  }

  #share(folder: string, purpose: string): Shared {
    const shared: Shared = { store: this.#openWriter(folder, purpose), users: 0 };
    this.#open.set(folder, shared);
    return shared;
  }

  async #openWriter(folder: string, purpose: string): Promise<StoreWriter> {
    await this.#closing.get(folder);
    const store = await openWriter(folder, { purpose });
    store.warnings.forEach(this.warn);
    return store;
  }

  async #close(folder: string, { store }: Shared): Promise<void> {
    this.#open.delete(folder);
    const closed = store.then((writer) => writer.close()).catch(() => undefined);
    this.#closing.set(folder, closed);
    await closed;
    if (this.#closing.get(folder) === closed) this.#closing.delete(folder);
  }
}
