import { createConnection, type Connection, type ConnectionOptions } from 'mysql2';
import * as z from 'zod';
import type { DatabaseConnection } from '../../connections/connection';
import { fail } from '../sourceFile';
import { abortable } from '../../../async/abortable';
import type { DatabaseQuery } from './databaseSource';
import { connectTimeout, stopTimeout } from './limits';
import { asMysqlError } from './mysqlFailure';
import { readValue } from './mysqlValues';
import { checkReads } from './readingStatement';
import { tlsOf } from './serverTls';

/** Rows that may wait until they are taken; the connection is paused meanwhile. */
const rowsWaiting = 64;

const preparedColumns = z.object({ columns: z.array(z.object({ name: z.string() })) });
const row = z.array(z.unknown());

/** A query on MySQL or MariaDB, streamed inside a transaction that may only read. */
export function mysqlQuery(name: string, connectionName: string, connection: DatabaseConnection, query: string): DatabaseQuery {
  checkReads(name, query);
  const origin = { name, connectionName, connection };
  return {
    async columns(signal) {
      const session = new MysqlSession(connection, signal);
      try {
        await session.begin();
        return await session.columns(query);
      } catch (error) {
        signal.throwIfAborted();
        throw asMysqlError(error, origin);
      } finally {
        await session.close();
      }
    },
    async *read(signal) {
      const session = new MysqlSession(connection, signal);
      try {
        await session.begin();
        yield* session.rows(name, query);
      } catch (error) {
        signal.throwIfAborted();
        throw asMysqlError(error, origin);
      } finally {
        await session.close();
      }
    },
  };
}

class MysqlSession {
  readonly #connection: Connection;
  readonly #options: ConnectionOptions;
  /** Whether the server may still be sending. */
  #isBusy = false;

  constructor(
    connection: DatabaseConnection,
    private readonly signal: AbortSignal,
  ) {
    this.#options = optionsOf(connection);
    this.#connection = createConnection(this.#options);
    // A connection that is lost fails what is under way as well, and that is where it is told.
    this.#connection.on('error', () => undefined);
  }

  async begin(): Promise<void> {
    await abortable(connect(this.#connection), this.signal);
    for (const statement of ["SET SESSION time_zone = '+00:00'", 'START TRANSACTION READ ONLY']) {
      await abortable(run(this.#connection, statement), this.signal);
    }
  }

  /** The names of the columns; the query does not run. */
  async columns(query: string): Promise<readonly string[]> {
    const prepared = new Promise<unknown>((resolve, reject) => {
      this.#connection.prepare(query, (error, statement) => (error ? reject(error) : resolve(statement)));
    });
    return preparedColumns.parse(await abortable(prepared, this.signal)).columns.map(({ name }) => name);
  }

  /** The names of the columns, then the rows. */
  async *rows(name: string, query: string): AsyncGenerator<readonly unknown[]> {
    let names: readonly string[] | undefined;
    this.#isBusy = true;
    const stream = this.#connection
      .query({ sql: query, rowsAsArray: true, typeCast: readValue })
      .on('fields', (fields: readonly { readonly name: string }[] | undefined) => (names ??= fields?.map((field) => field.name)))
      .stream({ highWaterMark: rowsWaiting });
    const stop = () => stream.destroy(new Error('The query was cancelled.'));
    this.signal.addEventListener('abort', stop, { once: true });
    // A stream is not told that the connection is lost: it would wait for ever.
    const lose = (error: Error) => stream.destroy(error);
    this.#connection.once('error', lose);
    try {
      let isFirst = true;
      for await (const values of stream) {
        // What is no query gives the outcome of a statement instead.
        if (!names) break;
        if (isFirst) yield names;
        isFirst = false;
        yield row.parse(values);
      }
      this.#isBusy = false;
      if (!names) throw fail(name, 'the query gives no columns.');
      if (isFirst) yield names;
    } catch (error) {
      this.#isBusy = this.signal.aborted;
      throw error;
    } finally {
      this.signal.removeEventListener('abort', stop);
      this.#connection.off('error', lose);
    }
  }

  async close(): Promise<void> {
    if (this.#isBusy) await this.#stopQuery();
    this.#connection.destroy();
  }

  /** A server does not notice that nobody waits for its rows while it looks for the first of them. */
  async #stopQuery(): Promise<void> {
    const { threadId } = this.#connection;
    const other = createConnection(this.#options);
    other.on('error', () => undefined);
    const stop = async () => {
      await connect(other);
      await run(other, `KILL ${threadId}`);
    };
    await abortable(stop(), AbortSignal.timeout(stopTimeout)).catch(() => undefined);
    other.destroy();
  }
}

function optionsOf(connection: DatabaseConnection): ConnectionOptions {
  const { host, port, database, user, password } = connection;
  const tls = tlsOf(connection);
  const isVerified = tls === 'verified';
  return {
    ...(host.startsWith('/') ? { socketPath: host } : { host, ...(port !== undefined && { port }) }),
    database,
    user,
    ...(password !== undefined && { password }),
    ...(tls !== 'off' && { ssl: { rejectUnauthorized: isVerified, verifyIdentity: isVerified } }),
    charset: 'utf8mb4',
    multipleStatements: false,
    connectTimeout,
    disableEval: true,
  };
}

function connect(connection: Connection): Promise<void> {
  return new Promise((resolve, reject) => connection.connect((error) => (error ? reject(error) : resolve())));
}

function run(connection: Connection, sql: string): Promise<void> {
  return new Promise((resolve, reject) => connection.query(sql, (error) => (error ? reject(error) : resolve())));
}
