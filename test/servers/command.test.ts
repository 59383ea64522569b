import assert from 'node:assert/strict';
import { environmentConnections } from '../../src/core/tables/connections/environment';
import type { PostgresServer } from '../support/servers/postgresServer';
import { postgres } from '../support/servers/servers';
import { llmflow, temporaryFolder } from '../unit/cli/testCommand';
import { leftBehind, urlOf } from './pulling';

const flow = (table: string) => `llmflow: 1
source:
  connection: my-shop
  query: SELECT id, review FROM ${table} ORDER BY id
  row_key: id
processes:
  sentiment: review
`;

describe('the command with a source connection', () => {
  let server: PostgresServer;
  let workspace: Awaited<ReturnType<typeof temporaryFolder>>;
  before(async function () {
    this.timeout(0);
    server = await postgres.for(this);
    await server.run("CREATE TABLE shop_reviews AS SELECT * FROM (VALUES (1, 'I love it'), (2, 'I hate it')) AS t (id, review)");
    workspace = await temporaryFolder({ 'shop.llmflow': flow('shop_reviews'), 'nowhere.llmflow': flow('nowhere') });
  });
  after(() => workspace.remove());

  const run = (env: Record<string, string>, ...args: string[]) => llmflow(workspace.folder, args, { connections: environmentConnections(env) });
  const shop = () => ({ LLMFLOW_CONNECTION_MY_SHOP: urlOf(server.connection) });

  it('pulls its rows and runs over them', async () => {
    assert.deepEqual(await run({}, 'check', 'shop.llmflow'), { status: 0, stdout: '', stderr: 'No problems in 1 workflow.\n' });
    const first = await run(shop(), 'ingest', 'shop.llmflow');
    assert.deepEqual([first.status, first.stdout], [0, '2 added, 0 updated, 0 unchanged, 0 removed\n']);
    await server.run("UPDATE shop_reviews SET review = 'It is a table' WHERE id = 2");
    const { status, stderr } = await run(shop(), 'table', 'shop.llmflow');
    assert.equal(status, 0);
    assert.match(stderr, /^my-shop: SELECT id, review FROM shop_reviews ORDER BY id: 0 added, 1 updated, 1 unchanged, 0 removed$/m);
    const results = await run({}, 'results', 'shop.llmflow', '--format', 'jsonl');
    assert.deepEqual(results.stdout.trim().split('\n').map((line) => /"result":"(\w+)"/.exec(line)?.[1]), ['Positive', 'Neutral']);
    assert.deepEqual(await leftBehind(), []);
  });

  it('fails in words, without the address', async () => {
    const unknown = await run({}, 'table', 'shop.llmflow');
    assert.deepEqual([unknown.status, unknown.stdout], [1, '']);
    assert.match(unknown.stderr, /^llmflow: Connection “my-shop”: it is not known here\. No connection is set up\. In a terminal, LLMFLOW_CONNECTION_MY_SHOP holds its address\.$/m);
    const misspelt = await run({ LLMFLOW_CONNECTION_MY_SHOP: 'postgres://me:se/cret@host/db' }, 'ingest', 'shop.llmflow');
    assert.equal(misspelt.status, 1);
    assert.match(misspelt.stderr, /LLMFLOW_CONNECTION_MY_SHOP: is no address of a connection/);
    assert.doesNotMatch(misspelt.stderr, /me:|cret@host/);
    const table = await run(shop(), 'ingest', 'nowhere.llmflow');
    assert.equal(table.status, 1);
    assert.match(table.stderr, /relation "nowhere" does not exist \(line 1, column 24\)\./);
  });
});
