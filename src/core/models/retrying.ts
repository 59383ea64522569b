import { sleep, systemClock, type Clock } from './clock';
import { ModelError } from './modelError';
import { defaultRetryPolicy, delayAfter, duration, type RetryPolicy } from './retryPolicy';
import { defaultIdleTimeoutMs } from './streamAnswer';
import { Watchdog } from './watchdog';

export interface RetryOptions {
  readonly signal: AbortSignal;
  readonly retry?: Partial<RetryPolicy>;
  /** What each attempt waits for first; that takes as long as it takes. */
  readonly turn?: (signal: AbortSignal) => Promise<void>;
  /** How long one attempt may take. Default: 2 minutes. */
  readonly timeoutMs?: number;
  readonly clock?: Clock;
  readonly random?: () => number;
}

/** Makes attempts under the policy that answers are asked under, for what comes as a whole. `name`: who is asked. */
export async function retrying<T>(
  name: string,
  attempt: (signal: AbortSignal) => Promise<T>,
  { signal, retry, turn, timeoutMs = defaultIdleTimeoutMs, clock = systemClock, random = Math.random }: RetryOptions,
): Promise<T> {
  const policy = { ...defaultRetryPolicy, ...retry };
  for (let count = 1; ; count++) {
    signal.throwIfAborted();
    try {
      await turn?.(signal);
      return await within(timeoutMs, attempt, { name, signal, clock });
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof ModelError)) throw error;
      await sleep(delayAfter(count, error, policy, { clock, random }), signal, clock);
    }
  }
}

async function within<T>(
  timeoutMs: number,
  attempt: (signal: AbortSignal) => Promise<T>,
  { name, signal, clock }: { readonly name: string; readonly signal: AbortSignal; readonly clock: Clock },
): Promise<T> {
  const watchdog = new Watchdog(signal, clock, timeoutMs, () => new ModelError('timeout', `${name} has not answered for ${duration(timeoutMs)}.`));
  try {
    watchdog.watch();
    return await attempt(watchdog.signal);
  } finally {
    watchdog.rest();
    watchdog.end();
  }
}
