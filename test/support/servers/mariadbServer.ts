import { chown, rm } from 'node:fs/promises';
import path from 'node:path';
import { createConnection } from 'mysql2/promise';
import { installMariadb } from '../../../scripts/lib/test-servers.mjs';
import type { DatabaseConnection } from '../../../src/core/tables/connections/connection';
import { freePort, serverFolder, ServerProcess } from './serverProcess';

/** The user “nobody”: MariaDB does not run as root unasked. */
const nobody = 65534;

/** A MariaDB of its own, on a free port, that forgets everything when it is stopped. */
export class MariadbServer {
  private constructor(
    readonly connection: DatabaseConnection & { readonly port: number },
    private readonly socket: string,
    private readonly folder: string,
    private readonly server: ServerProcess,
  ) {}

  static async start(): Promise<MariadbServer> {
    const { server: program, initialize } = await installMariadb();
    const folder = await serverFolder('mariadb');
    const uid = process.getuid?.() === 0 ? nobody : undefined;
    if (uid !== undefined) await chown(folder, uid, uid);
    const options = { cwd: folder, uid };
    const [data, socket] = [path.join(folder, 'data'), path.join(folder, 'socket')];
    await ServerProcess.run(initialize, ['--no-defaults', `--datadir=${data}`, '--auth-root-authentication-method=normal', '--skip-test-db'], options);
    const connection: DatabaseConnection & { readonly port: number } = {
      type: 'mysql',
      host: '127.0.0.1',
      port: await freePort(),
      database: 'shop',
      user: 'reader',
      password: 'se/cr@t: %41',
    };
    const server = ServerProcess.start(
      program,
      ['--no-defaults', `--datadir=${data}`, `--socket=${socket}`, `--port=${connection.port}`, '--bind-address=127.0.0.1', '--innodb-flush-log-at-trx-commit=0', '--skip-name-resolve'],
      options,
    );
    const started = new MariadbServer(connection, socket, folder, server);
    await server.untilReady(() => started.run('SELECT 1', 'mysql'));
    await started.run(
      `CREATE DATABASE shop CHARACTER SET utf8mb4; CREATE USER reader@'%' IDENTIFIED BY '${connection.password ?? ''}'; GRANT ALL ON shop.* TO reader@'%'; GRANT FILE ON *.* TO reader@'%'`,
      'mysql',
    );
    return started;
  }

  /** Runs statements as root, and returns what comes of them. */
  async run(sql: string, database = 'shop'): Promise<unknown> {
    const client = await createConnection({ socketPath: this.socket, user: 'root', database, multipleStatements: true, charset: 'utf8mb4' });
    try {
      return (await client.query(sql))[0];
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
