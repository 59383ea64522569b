import type { Clock } from './clock';

/** Aborts an attempt that keeps its consumer waiting for too long, or whose caller is no longer interested. */
export class Watchdog {
  readonly #attempt = new AbortController();
  #disarm: () => void = () => undefined;

  constructor(
    private readonly caller: AbortSignal,
    private readonly clock: Clock,
    private readonly idleTimeoutMs: number,
    private readonly timeoutError: () => Error,
  ) {
    caller.addEventListener('abort', this.#onAbort);
  }

  get signal(): AbortSignal {
    return this.#attempt.signal;
  }

  /** From now on the provider is waited for. */
  watch(): void {
    this.#disarm = this.clock.after(this.idleTimeoutMs, () => this.#attempt.abort(this.timeoutError()));
  }

  /** Something came; until `watch` it is the consumer who takes the time. */
  rest(): void {
    this.#disarm();
  }

  end(): void {
    this.#disarm();
    this.caller.removeEventListener('abort', this.#onAbort);
  }

  readonly #onAbort = (): void => this.#attempt.abort(this.caller.reason);
}
