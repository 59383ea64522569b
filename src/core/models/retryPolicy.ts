import type { Clock } from './clock';
import type { ModelError } from './modelError';

export interface RetryPolicy {
  /** Requests for one answer, the first one included. */
  readonly maxAttempts: number;
  /** The longest wait before the second attempt; it doubles with each one after it. */
  readonly baseDelayMs: number;
  /** No wait of our own choosing is longer. */
  readonly maxDelayMs: number;
  /** A provider that asks for a longer wait than this has failed. */
  readonly maxRetryAfterMs: number;
}

export const defaultRetryPolicy: RetryPolicy = {
  maxAttempts: 5,
  baseDelayMs: 1_000,
  maxDelayMs: 30_000,
  maxRetryAfterMs: 5 * 60_000,
};

/**
 * How long to wait after the given failed attempt (1 is the first): what the provider asks for, else a random time between
 * half and all of a span that doubles. Throws the failure, worded as final, when there is no next attempt.
 */
export function delayAfter(
  attempt: number,
  error: ModelError,
  policy: RetryPolicy,
  { clock, random }: { readonly clock: Pick<Clock, 'now'>; readonly random: () => number },
): number {
  if (!error.retryable) throw error;
  const asked = error.retryAfterMs;
  if (asked !== undefined && asked > policy.maxRetryAfterMs) {
    throw error.givenUp(`It asks to wait ${duration(asked)}, until ${new Date(clock.now() + asked).toISOString()}; run again after that.`, 'quota');
  }
  if (attempt >= policy.maxAttempts) throw attempt === 1 ? error : error.givenUp(`Gave up after ${attempt} attempts.`);
  if (asked !== undefined && asked > 0) return asked;
  const span = Math.min(policy.maxDelayMs, policy.baseDelayMs * 2 ** (attempt - 1));
  return span * (0.5 + random() / 2);
}

/** In the largest unit that is not too coarse, rounded up. */
export function duration(ms: number): string {
  if (ms <= 120_000) return `${Math.ceil(ms / 1_000)} s`;
  if (ms <= 7_200_000) return `${Math.ceil(ms / 60_000)} min`;
  return `${Math.ceil(ms / 3_600_000)} h`;
}
