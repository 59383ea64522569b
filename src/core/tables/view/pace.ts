import { setImmediate } from 'node:timers/promises';

/** Work that has taken so long lets others have their turn, in milliseconds. */
const turn = 10;
/** What nothing is known of yet may be slow: a row may hold a megabyte. */
const firstSize = 32;
const mostGrowth = 4;
/** What takes long once may have had to wait for another process. */
const leastLeft = 0.5;

/** Parts long work, of so many rows each, so that nobody waits for much more than a turn. It finds out how many rows that is. */
export class Pace {
  #size = firstSize;
  #spent = 0;

  constructor(
    /** Milliseconds that never go back. */
    private readonly clock: () => number,
    private readonly signal: AbortSignal,
  ) {}

  /** How many rows to take next. */
  get size(): number {
    return this.#size;
  }

  /** Does a part of the work, over `rows` rows. Rejects with the signal's reason when it is aborted. */
  async part<T>(rows: number, work: () => T): Promise<T> {
    this.signal.throwIfAborted();
    if (this.#spent >= turn) {
      await setImmediate();
      this.#spent = 0;
      this.signal.throwIfAborted();
    }
    const start = this.clock();
    const result = work();
    const ms = this.clock() - start;
    this.#spent += ms;
    const fitting = ms === 0 ? Infinity : (Math.max(1, rows) * turn) / ms;
    this.#size = Math.ceil(Math.max(this.#size * leastLeft, Math.min(fitting, this.#size * mostGrowth)));
    return result;
  }
}
