import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { MariadbServer } from './mariadbServer';
import { PostgresServer } from './postgresServer';
import { S3Server } from './s3Server';
import { SharedServer } from './sharedServer';

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
