import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ServerUnavailable } from '../../../scripts/lib/test-servers.mjs';
import { MariadbServer } from './mariadbServer';
import { PostgresServer } from './postgresServer';
import { S3Server } from './s3Server';

/** A server that is started once, when it is first asked for. */
class SharedServer<Server extends { stop(): Promise<void> }> {
  #started: Promise<Server> | undefined;

  constructor(private readonly startServer: () => Promise<Server>) {}

  start(): Promise<Server> {
    this.#started ??= this.startServer();
    this.#started.catch(() => undefined);
    return this.#started;
  }

  /** For a suite's `before`: where this machine cannot have the server, all of the suite is skipped, and the reason is told. */
  async for(suite: Mocha.Context): Promise<Server> {
    try {
      return await this.start();
    } catch (error) {
      if (!(error instanceof ServerUnavailable)) throw error;
      console.log(`    Skipped: ${error.message}`);
      return suite.skip();
    }
  }

  async stop(): Promise<void> {
    await this.#started?.then(
      (server) => server.stop(),
      () => undefined,
    );
  }
}

export const postgres = new SharedServer(() => PostgresServer.start());
export const mariadb = new SharedServer(() => MariadbServer.start());
export const s3 = new SharedServer(() => S3Server.start());

const all = [s3, postgres, mariadb];
const sourcesFolder = mkdtempSync(path.join(tmpdir(), 'llmflow-sources-'));

/** All start at once, since one takes as long to start as the suites of the others take to run. */
export const mochaHooks: Mocha.RootHookObject = {
  beforeAll: () => {
    process.env['TMPDIR'] = sourcesFolder;
    for (const server of all) void server.start();
  },
  async afterAll(this: Mocha.Context) {
    this.timeout(60_000);
    await Promise.all(all.map((server) => server.stop()));
    await rm(sourcesFolder, { recursive: true, force: true });
  },
};
