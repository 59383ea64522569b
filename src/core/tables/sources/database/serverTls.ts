import type { DatabaseConnection } from '../../connections/connection';

const thisMachine = /^(?:localhost|127(?:\.\d+){3}|::1|\/.*)$/i;

/** How a connection is encrypted: `verified` looks at the server's certificate. Nothing but this machine is spoken to in the clear unasked. */
export function tlsOf({ host, tls }: DatabaseConnection): 'off' | 'verified' | 'unverified' {
  if (tls === undefined) return thisMachine.test(host) ? 'off' : 'verified';
  if (tls === 'unverified') return tls;
  return tls ? 'verified' : 'off';
}
