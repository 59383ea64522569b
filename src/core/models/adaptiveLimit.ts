/** One call's place among those in flight. */
export interface Slot {
  /** The provider said that calls come too fast. */
  rateLimited(): void;
  /** The call ended; `succeeded` if with an answer. */
  release(succeeded: boolean): void;
}

/**
 * How many calls may be in flight: all that are allowed until the provider says that it is too fast, then half as many, and
 * from there one more with each round of answers (additive increase, multiplicative decrease).
 */
export class AdaptiveLimit {
  readonly #most: number;
  #limit: number;
  #inFlight = 0;
  /** Rises with every decrease: of the calls that were in flight together only the first complaint counts. */
  #epoch = 0;
  readonly #waiting = new Set<() => void>();

  constructor(most: number) {
    this.#most = Math.max(1, most);
    this.#limit = this.#most;
  }

  /** At least 1. */
  get current(): number {
    return Math.floor(this.#limit);
  }

  /** Waits for a slot; throws the signal's reason when it is aborted before. */
  async acquire(signal: AbortSignal): Promise<Slot> {
    if (this.#inFlight < this.current) this.#inFlight++;
    else await this.#turn(signal);
    const slot = this.#slot();
    if (signal.aborted) slot.release(false);
    signal.throwIfAborted();
    return slot;
  }

  /** Whoever is let in is counted at once, so that nobody overtakes it; an abort lets in too, to leave again. */
  async #turn(signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      const enter = () => {
        signal.removeEventListener('abort', enter);
        this.#waiting.delete(enter);
        this.#inFlight++;
        resolve();
      };
      this.#waiting.add(enter);
      signal.addEventListener('abort', enter);
      if (signal.aborted) enter();
    });
  }

  #slot(): Slot {
    let epoch = this.#epoch;
    let isHeld = true;
    let wasLimited = false;
    return {
      rateLimited: () => {
        wasLimited = true;
        if (epoch === this.#epoch) {
          this.#limit = Math.max(1, this.#limit / 2);
          this.#epoch++;
        }
        epoch = this.#epoch;
      },
      release: (succeeded) => {
        if (!isHeld) return;
        isHeld = false;
        this.#inFlight--;
        // An answer that took several attempts is no sign that there is room again.
        if (succeeded && !wasLimited) this.#limit = Math.min(this.#most, this.#limit + 1 / this.#limit);
        this.#admit();
      },
    };
  }

  #admit(): void {
    for (const enter of this.#waiting) {
      if (this.#inFlight >= this.current) return;
      enter();
    }
  }
}
