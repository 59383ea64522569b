import { setMaxListeners } from 'node:events';
import type { Miss } from '../models/modelError';
import type { FailureScope } from './processes/callMeter';

/** Fewer rows than this say nothing of the others. */
const leastPatience = 5;
/** Where rows had results before, so many times as many are tried, each with all its attempts, before an outage counts as lasting. */
const outagePatience = 5;

export interface RunLimits {
  /** US dollars. */
  readonly budget?: number | undefined;
  /** Rows in flight at once. */
  readonly concurrency: number;
}

/** What can end a table run before its last row: the user, a failure that is not a row's, or the budget. */
export class RunStop {
  readonly #ownAbort = new AbortController();
  readonly #budget: number;
  readonly #patience: number;
  #spent = 0;
  #inVain = 0;
  #missed: { readonly miss: Miss; readonly rows: number } | undefined;
  #hasSucceeded = false;
  #failure: Error | undefined;

  /** Ends what is in flight. */
  readonly signal: AbortSignal;

  constructor(
    private readonly cancelled: AbortSignal,
    { budget = Infinity, concurrency }: RunLimits,
  ) {
    this.#budget = budget;
    this.#patience = Math.max(concurrency, leastPatience);
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
    return this.signal.aborted || this.isSpent || this.#failure !== undefined;
  }

  fail(error: unknown): void {
    this.#failure ??= error instanceof Error ? error : new Error(String(error));
    this.#ownAbort.abort(this.#failure);
  }

  /** Another process may ask another model. */
  beginProcess(): void {
    this.#missed = undefined;
    this.#hasSucceeded = false;
  }

  /** A row has a result: there is hope for the others. */
  succeed(): void {
    this.#inVain = 0;
    this.#missed = undefined;
    this.#hasSucceeded = true;
  }

  /** A row has failed, after all its attempts. */
  failRow({ scope, error, attempts }: { readonly scope: FailureScope; readonly error: string; readonly attempts: number }): void {
    if (scope === 'every-row') this.#failInVain(error);
    else if (scope !== 'row') this.#miss(scope, error);
    // Somebody has answered, if only with a failure.
    else if (attempts > 0) this.#missed = undefined;
  }

  /** A row failed as any other would. After some without a result between them the run ends; rows in flight end by themselves. */
  #failInVain(reason: string): void {
    if (++this.#inVain < this.#patience) return;
    this.#failure ??= new Error(`The run was stopped, because ${this.#inVain} rows in a row failed as every other would. ${reason} Then run again.`);
  }

  /** No model was reached. After some such rows in a row the run ends, with those in flight: there is nothing to wait for. */
  #miss(miss: Miss, reason: string): void {
    const rows = this.#missed?.miss === miss ? this.#missed.rows + 1 : 1;
    this.#missed = { miss, rows };
    if (rows < this.#patience * (this.#hasSucceeded ? outagePatience : 1)) return;
    this.fail(new Error(`The run was stopped, because ${rows} rows in a row reached no model. ${reason} Rows that were not tried stay as they were: run again to go on.`));
  }

  /** Rows in flight when the budget is spent are paid for and end. */
  spend(cost: number): void {
    this.#spent += cost;
  }
}
