import type { Clock } from '../../../src/core/models/clock';

/** The idle limit that the tests set; it tells idle timers from waits between attempts. */
export const idleTimeoutMs = 77_777;

/** A clock on which a wait between attempts is over at once, and the idle limit is passed when a test says so. */
export class TestClock implements Clock {
  readonly waits: number[] = [];
  readonly #timers = new Set<{ readonly ms: number; readonly then: () => void }>();

  constructor(private readonly options: { readonly holdsWaits: boolean } = { holdsWaits: false }) {}

  now(): number {
    return Date.UTC(2026, 0, 1);
  }

  after(ms: number, then: () => void): () => void {
    const timer = { ms, then };
    this.#timers.add(timer);
    if (ms !== idleTimeoutMs) {
      this.waits.push(ms);
      if (!this.options.holdsWaits) queueMicrotask(() => this.#fire(timer));
    }
    return () => this.#timers.delete(timer);
  }

  /** Timers that would still go off. */
  get pending(): number {
    return this.#timers.size;
  }

  passIdleLimit(): void {
    for (const timer of this.#timers) if (timer.ms === idleTimeoutMs) this.#fire(timer);
  }

  #fire(timer: { readonly ms: number; readonly then: () => void }): void {
    if (this.#timers.delete(timer)) timer.then();
  }
}
