import type { Usage } from '../run/events';
import type { ProviderId } from './catalog';
import { sleep, systemClock, type Clock } from './clock';

/** What a provider allows, as far as the user has set it. */
export interface RateLimit {
  readonly requestsPerMinute?: number;
  readonly tokensPerMinute?: number;
}

/** Lets each attempt wait for its turn, by how many characters it sends; the returned function is told what it took. */
export type Turns = (characters: number, signal: AbortSignal) => Promise<(usage: Usage) => void>;

/** The turns of a provider: the same for all that is asked of it. Undefined where it has no limit. */
export type TurnsOf = (provider: ProviderId, limit: RateLimit | undefined) => Turns | undefined;

const minuteMs = 60_000;
/** So much may be taken ahead of time, so that short runs do not wait. */
const burstMs = 1_000;

const charactersPerToken = 4;

/** Whoever sends much at once divides a minute's tokens into so many requests, as others wait for the same provider. */
const sharesOfMinute = 20;

/** One allowance, spent evenly. `owed` is the time at which everything taken so far would be due. */
class Allowance {
  #owed = 0;

  constructor(private readonly perMinute: number) {}

  /** Takes it at once, and says how long to wait before using it, in milliseconds. */
  take(amount: number, now: number): number {
    this.#owed = Math.max(this.#owed, now);
    const wait = Math.max(0, this.#owed - burstMs - now);
    this.add(amount);
    return wait;
  }

  /** Corrects what was taken. */
  add(amount: number): void {
    this.#owed += (amount * minuteMs) / this.perMinute;
  }
}

/**
 * Gives requests their turns, first come, first served, so that in no minute much more than the limit is used. How many tokens
 * a request takes is known only afterwards: its turn counts what it sends by length, and what it took in fact is set against
 * the turns that follow.
 */
export function createTurns({ requestsPerMinute = Infinity, tokensPerMinute = Infinity }: RateLimit, clock: Clock = systemClock): Turns {
  const requests = new Allowance(requestsPerMinute);
  const tokens = new Allowance(tokensPerMinute);
  return async (characters, signal) => {
    const expected = Math.ceil(characters / charactersPerToken);
    const now = clock.now();
    const wait = Math.max(requests.take(1, now), tokens.take(expected, now));
    try {
      if (wait > 0) await sleep(wait, signal, clock);
    } catch (error) {
      requests.add(-1);
      tokens.add(-expected);
      throw error;
    }
    return ({ input_tokens, output_tokens }) => tokens.add(input_tokens + output_tokens - expected);
  };
}

/** How many characters whoever has much to send may send at once, so that others have their turns in between; more where requests are few. */
export function mostCharacters({ requestsPerMinute = Infinity, tokensPerMinute = Infinity }: RateLimit): number {
  return (tokensPerMinute * charactersPerToken) / Math.min(sharesOfMinute, requestsPerMinute);
}

/** Keeps the turns of each provider from call to call, as long as its limit stays the same. */
export function createTurnsOf(clock: Clock = systemClock): TurnsOf {
  const kept = new Map<string, { readonly key: string; readonly turns: Turns }>();
  return (provider, limit) => {
    if (!limit) return undefined;
    const key = JSON.stringify(limit);
    const current = kept.get(provider);
    if (current?.key === key) return current.turns;
    const turns = createTurns(limit, clock);
    kept.set(provider, { key, turns });
    return turns;
  };
}
