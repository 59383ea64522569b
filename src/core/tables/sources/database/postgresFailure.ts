import { DatabaseError } from 'pg';
import { errorText } from '../../../text/errorText';
import type { DatabaseConnection } from '../../connections/connection';
import { SourceError } from '../../source';
import { connectionError, networkFailure } from '../connectionFailure';
import { fail } from '../sourceFile';
import { placeIn } from './placeIn';
import { tlsOf } from './serverTls';

export interface PostgresOrigin {
  /** The source's name. */
  readonly name: string;
  readonly connectionName: string;
  readonly connection: DatabaseConnection;
  readonly query: string;
  /** How many characters stand before the query in the statement that the server sees. */
  readonly prefixLength: number;
}

/** What the library threw, in words. */
export function asPostgresError(error: unknown, origin: PostgresOrigin): unknown {
  if (error instanceof SourceError) return error;
  const { connectionName, connection } = origin;
  if (error instanceof DatabaseError) {
    const reason = connectionReasons[error.code ?? '']?.(connection);
    if (reason !== undefined) return connectionError(connectionName, `${reason} (${error.message})`, error);
    return fail(origin.name, queryReason(error, origin), error);
  }
  const server = serverName(connection);
  const network = networkFailure(error, server);
  if (network !== undefined) return connectionError(connectionName, network, error);
  const message = errorText(error);
  return connectionError(connectionName, libraryReason(message, server) ?? message, error);
}

function serverName({ host, port = 5432 }: DatabaseConnection): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** What the library says without a code. */
function libraryReason(message: string, server: string): string | undefined {
  if (/does not support SSL/i.test(message)) return `${server} does not encrypt connections. Switch that on there, or allow it here (sslmode=disable).`;
  if (/timeout expired|timed? ?out/i.test(message)) return `${server} does not answer. Check host and port, and whether a firewall lies between.`;
  if (/password must be a|SASL/i.test(message)) return 'the server asks for a password, and there is none. Add it to the connection.';
  if (/Connection terminated|Client has encountered a connection error/i.test(message)) return `${server} closed the connection before the rows had ended. Try again.`;
  if (/altnames|Hostname\/IP/i.test(message)) return `the certificate of ${server} is for another host. Correct the host, or allow it unverified (sslmode=no-verify).`;
  return undefined;
}

/** By SQLSTATE. */
const connectionReasons: Readonly<Record<string, (connection: DatabaseConnection) => string>> = {
  '28P01': ({ user }) => `the server does not accept the password of “${user}”. Correct it.`,
  '28000': (connection) =>
    `the server does not let “${connection.user}” in${tlsOf(connection) === 'off' ? ' without encryption' : ''}. Correct the user, or ask whoever runs the server.`,
  '3D000': ({ database }) => `there is no database “${database}” on the server. Correct its name.`,
  '53300': () => 'the server has too many connections. Try again later.',
  '57P03': () => 'the server is starting or stopping. Try again.',
  '57P01': () => 'the server was stopped before the rows had ended. Try again.',
  '57P02': () => 'the server crashed before the rows had ended. Try again.',
};

function queryReason({ code, message, position, hint }: DatabaseError, { query, prefixLength }: PostgresOrigin): string {
  const place = position === undefined ? '' : ` (${placeIn(query, Number(position) - 1 - prefixLength)})`;
  const advice = queryAdvice[code ?? ''] ?? (hint === undefined ? '' : ` ${hint}`);
  return `the query fails: ${message}${place}.${advice}`;
}

const queryAdvice: Readonly<Record<string, string>> = {
  '25006': ' A source may only read.',
  '0A000': ' A source may only read.',
  '42501': ' The user of the connection needs the right to read it.',
  '57014': ' The server ended it.',
};
