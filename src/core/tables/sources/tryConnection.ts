import type { SourceConnection } from '../connections/connection';

/** Goes to a connection's server once, and asks it for next to nothing. Throws `SourceError` in the server's words, or the signal's reason. */
export async function tryConnection(name: string, connection: SourceConnection, signal: AbortSignal): Promise<void> {
  if (connection.type === 's3') {
    const { openS3 } = await import('./s3/s3Store');
    const store = openS3(name, name, connection, process.env);
    try {
      await store.list('', signal)[Symbol.asyncIterator]().next();
    } finally {
      store.close();
    }
    return;
  }
  const query = 'SELECT 1 AS one';
  if (connection.type === 'mysql') {
    const { mysqlQuery } = await import('./database/mysql');
    await mysqlQuery(name, name, connection, query).columns(signal);
    return;
  }
  const { postgresQuery } = await import('./database/postgres');
  await postgresQuery(name, name, connection, query).columns(signal);
}
