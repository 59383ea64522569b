import assert from 'node:assert/strict';
import type { SourceConnection } from '../../src/core/tables/connections/connection';
import { tryConnection } from '../../src/core/tables/sources/tryConnection';
import { mariadb, postgres, s3 } from '../support/servers/servers';

interface Tried {
  readonly kind: string;
  readonly server: { for(suite: Mocha.Context): Promise<{ readonly connection: SourceConnection }> };
  /** The connection with another secret. */
  readonly wrong: (connection: SourceConnection) => SourceConnection;
  readonly refuses: RegExp;
}

const withPassword = (connection: SourceConnection): SourceConnection => (connection.type === 's3' ? connection : { ...connection, password: 'hunter2' });
const withSecretKey = (connection: SourceConnection): SourceConnection => (connection.type === 's3' ? { ...connection, secretAccessKey: 'hunter2' } : connection);

const kinds: Tried[] = [
  { kind: 'PostgreSQL', server: postgres, wrong: withPassword, refuses: /^Connection “mine”: .*password/ },
  { kind: 'MySQL', server: mariadb, wrong: withPassword, refuses: /^Connection “mine”: .*password/ },
  { kind: 'S3', server: s3, wrong: withSecretKey, refuses: /^Connection “mine”: / },
];

for (const { kind, server, wrong, refuses } of kinds) {
  describe(`trying a connection to ${kind}`, () => {
    let connection: SourceConnection;
    before(async function () {
      this.timeout(0);
      ({ connection } = await server.for(this));
    });
    const never = new AbortController().signal;

    it('is silent where it works', () => tryConnection('mine', connection, never));

    it('says why the server lets nobody in, and shows no secret', async () => {
      const error = await tryConnection('mine', wrong(connection), never).then(() => undefined, (reason: unknown) => reason);
      assert.ok(error instanceof Error);
      assert.match(error.message, refuses);
      assert.doesNotMatch(error.message, /hunter2/);
    });

    it('can be given up', async () => {
      await assert.rejects(tryConnection('mine', connection, AbortSignal.abort(new Error('given up'))), /given up/);
    });
  });
}
