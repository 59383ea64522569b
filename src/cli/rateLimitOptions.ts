import { InvalidArgumentError, Option } from 'commander';
import { isRemoteProviderId, remoteProviderIds, type RemoteProviderId } from '../core/models/catalog';
import type { RateLimits } from '../core/models/rateLimitSettings';
import { wholeNumber } from './wholeNumber';

/** So many in a minute: of the providers that are named, and of each of the others (`*`). */
type PerMinute = Readonly<Partial<Record<RemoteProviderId | '*', number>>>;

export interface RateLimitOptions {
  readonly requestsPerMinute?: PerMinute;
  readonly tokensPerMinute?: PerMinute;
}

/** Workflows may ask several providers, so a limit can be one provider's. */
export const rateLimitOptions = {
  requests: new Option('--requests-per-minute <[provider=]n>', 'requests in a minute, of a provider or of each one (may be repeated)').argParser(perMinute),
  tokens: new Option('--tokens-per-minute <[provider=]n>', 'tokens in a minute, of a provider or of each one (may be repeated)').argParser(perMinute),
};

export function rateLimitsOf({ requestsPerMinute = {}, tokensPerMinute = {} }: RateLimitOptions): RateLimits {
  return Object.fromEntries(
    remoteProviderIds.map((id) => {
      const requests = requestsPerMinute[id] ?? requestsPerMinute['*'];
      const tokens = tokensPerMinute[id] ?? tokensPerMinute['*'];
      return [id, { ...(requests && { requestsPerMinute: requests }), ...(tokens && { tokensPerMinute: tokens }) }];
    }),
  );
}

function perMinute(text: string, earlier: PerMinute = {}): PerMinute {
  const [, provider = '*', number = ''] = /^(?:([^=]*)=)?(.*)$/.exec(text) ?? [];
  if (provider !== '*' && !isRemoteProviderId(provider)) {
    throw new InvalidArgumentError(`There is no provider “${provider}” with limits. Providers are: ${remoteProviderIds.join(', ')}.`);
  }
  return { ...earlier, [provider]: wholeNumber(number) };
}
