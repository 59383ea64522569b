import { SourceError } from '../source';
import { isSystemError } from './isSystemError';
import { plainLine } from '../../text/plainLine';

/** An error about a connection rather than about what was read through it. */
export function connectionError(connection: string, reason: string, cause?: unknown): SourceError {
  return new SourceError(plainLine(`Connection “${connection}”: ${reason}`), undefined, cause === undefined ? {} : { cause });
}

/** Whether the server could not be reached, or went away: why, and what to do. `server` names it by host and port. */
export function networkFailure(error: unknown, server: string): string | undefined {
  const code = codeOf(error);
  if (code === undefined) return undefined;
  if (code.startsWith('ERR_TLS') || certificateCodes.has(code)) {
    return `the certificate of ${server} cannot be verified (${code}). Let NODE_EXTRA_CA_CERTS name the file of its authority, or allow it unverified (sslmode=no-verify).`;
  }
  return reasons[code]?.(server);
}

function codeOf(error: unknown): string | undefined {
  if (error instanceof AggregateError) return error.errors.map(codeOf).find((code) => code !== undefined);
  return isSystemError(error) ? error.code : undefined;
}

const gone = (server: string) => `${server} closed the connection before the rows had ended. Try again.`;
const silent = (server: string) => `${server} does not answer. Check host and port, and whether a firewall lies between.`;
const unknown = (server: string) => `the host of ${server} is not known. Correct it, or check the network.`;

const reasons: Readonly<Record<string, (server: string) => string>> = {
  ECONNREFUSED: (server) => `${server} refuses connections. Check host and port, and that the server runs.`,
  ENOTFOUND: unknown,
  EAI_AGAIN: unknown,
  ENOENT: (server) => `there is no server at ${server}. Check the path of its socket, and that it runs.`,
  ETIMEDOUT: silent,
  EHOSTUNREACH: silent,
  ENETUNREACH: silent,
  EHOSTDOWN: silent,
  ECONNRESET: gone,
  EPIPE: gone,
  ERR_STREAM_PREMATURE_CLOSE: gone,
};

const certificateCodes = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
]);
