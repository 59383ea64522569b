import { Client, type ClientConfig } from 'pg';
import type { DatabaseConnection } from '../../connections/connection';
import { abortable } from '../../../async/abortable';
import type { DatabaseQuery } from './databaseSource';
import { connectTimeout, nextBatchRows, stopTimeout } from './limits';
import { asPostgresError } from './postgresFailure';
import { sessionSettings, typeParsers } from './postgresValues';
import { checkReads } from './readingStatement';
import { tlsOf } from './serverTls';

/** The server takes nothing but a query after this, and only one. */
const declaration = 'DECLARE llmflow_rows NO SCROLL CURSOR FOR ';

/** A query on PostgreSQL, read by a cursor inside a transaction that may only read. */
export function postgresQuery(name: string, connectionName: string, connection: DatabaseConnection, query: string): DatabaseQuery {
  checkReads(name, query);
  const origin = { name, connectionName, connection, query, prefixLength: declaration.length };
  const read = async function* (signal: AbortSignal) {
    try {
      yield* readRows(connection, query, signal);
    } catch (error) {
      signal.throwIfAborted();
      throw asPostgresError(error, origin);
    }
  };
  return {
    async columns(signal) {
      for await (const names of read(signal)) return names.map(String);
      return [];
    },
    read,
  };
}

/** The names of the columns, which are known before the query runs, then its rows. */
async function* readRows(connection: DatabaseConnection, query: string, signal: AbortSignal): AsyncGenerator<readonly unknown[]> {
  const session = await PostgresSession.open(connection, signal);
  try {
    await session.query({ text: declaration + query });
    yield (await session.fetch(0)).names;
    for (let count = 0, size = 0; ; ) {
      count = nextBatchRows(count, size);
      const { rows } = await session.fetch(count);
      size = 0;
      for (const row of rows) {
        size += sizeOf(row);
        yield row;
      }
      if (rows.length < count) return;
    }
  } finally {
    await session.close();
  }
}

class PostgresSession {
  /** Whether the server still looks for what nobody waits for. */
  #isBusy = false;

  private constructor(
    private readonly client: Client,
    private readonly config: ClientConfig,
    private readonly processId: number,
    private readonly signal: AbortSignal,
  ) {}

  static async open(connection: DatabaseConnection, signal: AbortSignal): Promise<PostgresSession> {
    const config = configOf(connection);
    const client = connectable(config);
    try {
      await abortable(client.connect(), signal);
      const begin = ['BEGIN TRANSACTION READ ONLY', ...sessionSettings, 'SET LOCAL cursor_tuple_fraction = 1'];
      await abortable(client.query(begin.join('; ')), signal);
      const [id] = (await abortable(client.query<[number]>({ text: 'SELECT pg_backend_pid()', rowMode: 'array' }), signal)).rows;
      return new PostgresSession(client, config, id?.[0] ?? 0, signal);
    } catch (error) {
      await end(client);
      throw error;
    }
  }

  /** One statement only: several would need the simple protocol. */
  async query({ text }: { readonly text: string }) {
    const statement = { text, rowMode: 'array' as const, types: typeParsers, queryMode: 'extended' };
    try {
      const { rows, fields } = await abortable(this.client.query<unknown[]>(statement), this.signal);
      return { rows, names: fields.map(({ name }) => name) };
    } finally {
      this.#isBusy = this.signal.aborted;
    }
  }

  /** The next rows; with 0 it tells the columns and does not run the query. */
  fetch(count: number) {
    return this.query({ text: `FETCH FORWARD ${count} FROM llmflow_rows` });
  }

  async close(): Promise<void> {
    if (this.#isBusy) await this.#stopQuery();
    await end(this.client);
  }

  /** A server does not notice that nobody waits for its rows while it looks for the first of them. */
  async #stopQuery(): Promise<void> {
    const other = connectable(this.config);
    const stop = async () => {
      await other.connect();
      await other.query('SELECT pg_cancel_backend($1)', [this.processId]);
    };
    await abortable(stop(), AbortSignal.timeout(stopTimeout)).catch(() => undefined);
    await end(other);
  }
}

function configOf(connection: DatabaseConnection): ClientConfig {
  const { host, port, database, user, password } = connection;
  const tls = tlsOf(connection);
  return {
    host,
    database,
    user,
    ...(port !== undefined && { port }),
    ...(password !== undefined && { password }),
    ssl: tls === 'off' ? false : { rejectUnauthorized: tls === 'verified' },
    application_name: 'llmflow',
    connectionTimeoutMillis: connectTimeout,
    keepAlive: true,
  };
}

function connectable(config: ClientConfig): Client {
  const client = new Client(config);
  // A connection that is lost fails the query under way as well, and that is where it is told.
  client.on('error', () => undefined);
  return client;
}

async function end(client: Client): Promise<void> {
  await abortable(client.end(), AbortSignal.timeout(stopTimeout)).catch(() => undefined);
}

function sizeOf(row: readonly unknown[]): number {
  return row.reduce<number>((size, value) => size + (typeof value === 'string' ? value.length : 8), 0);
}
