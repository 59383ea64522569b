import * as z from 'zod';
import type { RateLimit } from './rateLimit';
import { checkEntry, readByProvider, type Checked } from './settingEntries';
import type { ModelSettings } from './settings';

export type RateLimits = NonNullable<ModelSettings['rateLimits']>;

const perMinute = z.int('must be a whole number').min(1, 'must be 1 or more').exactOptional();

const rateLimit: z.ZodType<RateLimit> = z.strictObject(
  { requestsPerMinute: perMinute, tokensPerMinute: perMinute },
  'must be an object that may have "requestsPerMinute" and "tokensPerMinute", and nothing else',
);

/** What each provider allows, as the user has set it. `path` is what messages call the whole. */
export function readRateLimits(value: unknown, path: string): Checked<RateLimits> {
  return readByProvider(value, path, (limit, at) => checkEntry(rateLimit, limit, at));
}
