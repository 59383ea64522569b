import { errorText } from '../../../text/errorText';
import type { DatabaseConnection } from '../../connections/connection';
import { SourceError } from '../../source';
import { connectionError, networkFailure } from '../connectionFailure';
import { isSystemError } from '../isSystemError';
import { fail } from '../sourceFile';

export interface MysqlOrigin {
  /** The source's name. */
  readonly name: string;
  readonly connectionName: string;
  readonly connection: DatabaseConnection;
}

/** What the library threw, in words. */
export function asMysqlError(error: unknown, { name, connectionName, connection }: MysqlOrigin): unknown {
  if (error instanceof SourceError) return error;
  const server = serverName(connection);
  const network = networkFailure(error, server);
  if (network !== undefined) return connectionError(connectionName, network, error);
  const message = errorText(error);
  if (!isSystemError(error)) return connectionError(connectionName, message, error);
  const reason = connectionReasons[error.code]?.(connection, server);
  if (reason !== undefined) return connectionError(connectionName, `${reason} (${message})`, error);
  if (error.code.startsWith('ER_')) return fail(name, `the query fails: ${sentence(message)}${queryAdvice[error.code] ?? ''}`, error);
  return connectionError(connectionName, message, error);
}

function serverName({ host, port = 3306 }: DatabaseConnection): string {
  if (host.startsWith('/')) return host;
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

function sentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}

const connectionReasons: Readonly<Record<string, (connection: DatabaseConnection, server: string) => string>> = {
  ER_ACCESS_DENIED_ERROR: ({ user }) => `the server does not accept “${user}” with this password. Correct user and password.`,
  ER_ACCESS_DENIED_NO_PASSWORD_ERROR: ({ user }) => `the server does not accept “${user}”. Correct user and password.`,
  ER_DBACCESS_DENIED_ERROR: ({ user, database }) => `“${user}” has no right to the database “${database}”. Correct its name, or ask whoever runs the server.`,
  ER_BAD_DB_ERROR: ({ database }) => `there is no database “${database}” on the server. Correct its name.`,
  ER_CON_COUNT_ERROR: () => 'the server has too many connections. Try again later.',
  ER_HOST_NOT_PRIVILEGED: () => 'the server lets nobody in from this machine. Ask whoever runs it.',
  ER_SERVER_SHUTDOWN: () => 'the server was stopped before the rows had ended. Try again.',
  ER_CONNECTION_KILLED: () => 'the server ended the connection before the rows had ended. Try again.',
  PROTOCOL_CONNECTION_LOST: (_connection, server) => `${server} closed the connection before the rows had ended. Try again.`,
  HANDSHAKE_NO_SSL_SUPPORT: (_connection, server) => `${server} does not encrypt connections. Switch that on there, or allow it here (sslmode=disable).`,
  HANDSHAKE_SSL_ERROR: (_connection, server) =>
    `the certificate of ${server} cannot be verified. Let NODE_EXTRA_CA_CERTS name the file of its authority, or allow it unverified (sslmode=no-verify).`,
};

const queryAdvice: Readonly<Record<string, string>> = {
  ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION: ' A source may only read.',
  ER_TABLEACCESS_DENIED_ERROR: ' The user of the connection needs the right to read it.',
  ER_QUERY_INTERRUPTED: ' The server ended it.',
};
