/** A listing of rows that is under way, for as long as somebody waits for it. */
export class Listing<T> {
  readonly #abort = new AbortController();
  #waiting = 0;
  #hasChanged = false;
  /** Rejects when the listing is stopped. */
  readonly result: Promise<T>;

  constructor(begin: (signal: AbortSignal, hasChanged: () => boolean) => Promise<T>) {
    this.result = begin(this.#abort.signal, () => this.#hasChanged);
    // Whoever waited may be gone when it fails.
    this.result.catch(() => undefined);
  }

  get isAwaited(): boolean {
    return this.#waiting > 0;
  }

  get isStopped(): boolean {
    return this.#abort.signal.aborted;
  }

  /** The database has changed since it began. */
  changed(): void {
    this.#hasChanged = true;
  }

  stop(): void {
    this.#abort.abort();
  }

  /** Its result. When the signal is aborted this rejects, and the listing ends if nobody else waits for it. */
  async wait(signal: AbortSignal | undefined): Promise<T> {
    signal?.throwIfAborted();
    this.#waiting++;
    let isWaiting = true;
    const leave = () => {
      if (!isWaiting) return;
      isWaiting = false;
      if (--this.#waiting === 0) this.stop();
    };
    signal?.addEventListener('abort', leave, { once: true });
    try {
      const result = await this.result;
      signal?.throwIfAborted();
      return result;
    } finally {
      signal?.removeEventListener('abort', leave);
      leave();
    }
  }
}
