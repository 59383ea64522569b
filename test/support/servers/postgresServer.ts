import { chown, cp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Client } from 'pg';
import { installPostgres } from '../../../scripts/lib/test-servers.mjs';
import type { DatabaseConnection } from '../../../src/core/tables/connections/connection';
import { freePort, serverFolder, ServerProcess } from './serverProcess';

/** The user “nobody”: PostgreSQL does not run as root. */
const nobody = 65534;

/** A PostgreSQL of its own, on a free port, that forgets everything when it is stopped. */
export class PostgresServer {
  private constructor(
    readonly connection: DatabaseConnection & { readonly port: number },
    private readonly folder: string,
    private readonly server: ServerProcess,
  ) {}

  static async start(): Promise<PostgresServer> {
    const installed = await installPostgres();
    const folder = await serverFolder('postgres');
    const uid = process.getuid?.() === 0 ? nobody : undefined;
    let programs = path.join(installed, 'bin');
    if (uid !== undefined) {
      // That user may have no way into the folder of the installation.
      await cp(installed, path.join(folder, 'native'), { recursive: true, verbatimSymlinks: true });
      programs = path.join(folder, 'native/bin');
      await chown(folder, uid, uid);
    }
    const data = path.join(folder, 'data');
    const options = { cwd: folder, uid };
    const connection: DatabaseConnection & { readonly port: number } = {
      type: 'postgresql',
      host: '127.0.0.1',
      port: await freePort(),
      database: 'postgres',
      user: 'owner',
      password: 'se/cr@t: %41',
    };
    const passwordFile = path.join(folder, 'password');
    await writeFile(passwordFile, connection.password ?? '', { mode: 0o644 });
    await ServerProcess.run(
      path.join(programs, 'initdb'),
      ['--pgdata', data, '--username', connection.user, '--pwfile', passwordFile, '--auth', 'scram-sha-256', '--encoding', 'UTF8', '--locale', 'C', '--no-sync', '--no-instructions'],
      options,
    );
    const settings = { port: connection.port, listen_addresses: '127.0.0.1', unix_socket_directories: '', fsync: 'off', max_connections: 20 };
    const server = ServerProcess.start(path.join(programs, 'postgres'), ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])], options);
    const started = new PostgresServer(connection, folder, server);
    await server.untilReady(() => started.run('SELECT 1'));
    return started;
  }

  /** Runs a statement as the owner. */
  async run(sql: string): Promise<unknown[]> {
    const { host, port, database, user, password } = this.connection;
    const client = new Client({ host, port, database, user, password, ssl: false });
    client.on('error', () => undefined);
    await client.connect();
    try {
      const { rows } = await client.query<Record<string, unknown>>(sql);
      return rows;
    } finally {
      await client.end();
    }
  }

  /** Ends it as a power cut would. */
  kill(): void {
    this.server.kill();
  }

  async stop(): Promise<void> {
    await this.server.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}
