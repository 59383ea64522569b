import { setMaxListeners } from 'node:events';

/** What can end a table run before its last row: the user, a failure that is not a row's, or the budget. */
export class RunStop {
  readonly #ownAbort = new AbortController();
  readonly #budget: number;
  #spent = 0;
  #failure: Error | undefined;

  /** Ends what is in flight. */
  readonly signal: AbortSignal;

  /** `budget` in US dollars. */
  constructor(
    private readonly cancelled: AbortSignal,
    budget = Infinity,
  ) {
    this.#budget = budget;
    this.signal = AbortSignal.any([cancelled, this.#ownAbort.signal]);
    // Every row in flight listens, and Node would warn of a leak.
    setMaxListeners(0, this.signal);
  }

  /** Why the run cannot go on. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  get isCancelled(): boolean {
    return this.cancelled.aborted;
  }

  get isSpent(): boolean {
    return this.#spent >= this.#budget;
  }

  /** No further row is begun. */
  get isStopping(): boolean {
    return this.signal.aborted || this.isSpent;
  }

  fail(error: unknown): void {
    this.#failure ??= error instanceof Error ? error : new Error(String(error));
    this.#ownAbort.abort(this.#failure);
  }

  /** Rows in flight when the budget is spent are paid for and end. */
  spend(cost: number): void {
    this.#spent += cost;
  }
}
