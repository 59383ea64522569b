import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { PostgresServer } from '../support/servers/postgresServer';
import { postgres } from '../support/servers/servers';
import { MemoryStore } from '../unit/ingest/memoryStore';
import { leftBehind, never, open, pull, read, streamLargeTable, urlOf, type Named } from './pulling';

describe('PostgreSQL sources', () => {
  let server: PostgresServer;
  before(async function () {
    this.timeout(0);
    server = await postgres.for(this);
  });

  const rejects = (named: Named, message: RegExp | string, connection = server.connection) =>
    assert.rejects(read(connection, named), { name: 'SourceError', message });

  it('keeps values: what a number cannot hold as text, times as ISO 8601, JSON and lists as they are', async () => {
    const query = `SELECT 'ö''"😀' AS text, NULL::text AS nothing, 42 AS whole, 9007199254740993 AS long, -9007199254740991 AS safe, 1.50 AS price,
      12345678901234567890.123 AS exact, 'NaN'::numeric AS nan, 0.1::float8 AS float, 'Infinity'::float8 AS endless, true AS yes,
      DATE '2025-03-14' AS day, TIMESTAMP '2025-03-14 10:30:00.123456' AS local, TIMESTAMPTZ '2025-03-14 10:30:00+02' AS moment, TIME '10:30' AS time,
      INTERVAL '1 day 2 hours' AS span, 'infinity'::timestamptz AS never, '\\xff00'::bytea AS bytes, 'plain'::bytea AS textual,
      '{"a":[1,null,9007199254740993]}'::jsonb AS json, ARRAY[1,NULL,3] AS list, ARRAY[['a b','"'],['{','NULL']] AS nested, ARRAY[1.5,12345678901234567.25] AS prices,
      '5f0e4c0b-0000-4000-8000-000000000001'::uuid AS uuid, '10.0.0.1'::inet AS address`;
    assert.deepEqual((await read(server.connection, { query })).rows, [
      {
        ...{ text: 'ö\'"😀', nothing: null, whole: 42, long: '9007199254740993', safe: -9007199254740991, price: 1.5 },
        ...{ exact: '12345678901234567890.123', nan: null, float: 0.1, endless: 'Infinity', yes: true },
        ...{ day: '2025-03-14', local: '2025-03-14T10:30:00.123456', moment: '2025-03-14T08:30:00Z', time: '10:30:00' },
        ...{ span: 'P1DT2H', never: 'infinity', bytes: '/wA=', textual: 'plain' },
        ...{ json: { a: [1, null, '9007199254740993'] }, list: [1, null, 3], nested: [['a b', '"'], ['{', 'NULL']], prices: [1.5, '12345678901234567.25'] },
        ...{ uuid: '5f0e4c0b-0000-4000-8000-000000000001', address: '10.0.0.1' },
      },
    ]);
  });

  it('names columns that repeat or have no name, and tells it; a query may end with a semicolon and give no rows', async () => {
    const { columns, rows, notes } = await read(server.connection, { query: 'SELECT 1 AS a, 2 AS a, 3 -- a comment\n WHERE false;' });
    assert.deepEqual([columns, rows, notes], [['a', 'a_2', '?column?'], [], ['The header repeats or leaves out names: column 2 is “a_2”.']]);
  });

  it('knows the columns without running the query', async () => {
    const source = await open(server.connection, { query: 'SELECT 1 / (n - n) AS a, n AS b FROM generate_series(1, 3) AS n' });
    assert.deepEqual(await source.columns(never), ['a', 'b']);
    await assert.rejects(source.rows(never)[Symbol.asyncIterator]().next(), { message: /^shop: SELECT .*: the query fails: division by zero\.$/ });
    await source.close?.();
  });

  it('streams 100,000 rows in little memory, reads them twice from one run of the query, and leaves nothing behind', async () => {
    await streamLargeTable(urlOf(server.connection), "SELECT n AS id, repeat('x', 1000) AS text, random() AS different FROM generate_series(1, 100000) AS n");
    assert.deepEqual(await leftBehind(), []);
  });

  it('pulls again without a change, and updates a changed row that has a key', async () => {
    await server.run("CREATE TABLE reviews AS SELECT n AS id, 'text ' || n AS review FROM generate_series(1, 5) AS n");
    const store = await MemoryStore.create();
    const named = { query: 'SELECT id, review FROM reviews ORDER BY id', row_key: ['id'] };
    const name = 'shop: SELECT id, review FROM reviews ORDER BY id';
    assert.deepEqual(await pull(store, server.connection, named), { added: 5, updated: 0, unchanged: 0, removed: 0 });
    assert.deepEqual(await pull(store, server.connection, named), { added: 0, updated: 0, unchanged: 5, removed: 0 });
    const ids = new Map(store.rows(name).map(({ data, reference_id }) => [data['id'], reference_id]));
    await server.run("DELETE FROM reviews WHERE id = 1; UPDATE reviews SET review = 'changed' WHERE id = 4; INSERT INTO reviews VALUES (6, 'new')");
    assert.deepEqual(await pull(store, server.connection, named), { added: 1, updated: 1, unchanged: 3, removed: 1 });
    for (const { data, reference_id } of store.rows(name)) if (data['id'] !== 6) assert.equal(reference_id, ids.get(data['id']));
    await store.close();
  });

  it('lets a query change nothing, and takes one statement only', async () => {
    await server.run('CREATE TABLE kept AS SELECT 1 AS id; CREATE FUNCTION remove() RETURNS int LANGUAGE sql AS $$ DELETE FROM kept RETURNING id $$; CREATE SEQUENCE numbers');
    const unstated = /only a query can be a source/;
    const refused: [query: string, message: RegExp][] = [
      ['DELETE FROM kept', unstated],
      ["INSERT INTO kept VALUES (2) RETURNING id", unstated],
      ['/* SELECT */ DROP TABLE kept', unstated],
      ["COPY kept TO PROGRAM 'true'", unstated],
      ['DO $$ BEGIN DELETE FROM kept; END $$', unstated],
      ['WITH gone AS (DELETE FROM kept RETURNING id) SELECT * FROM gone', /must not contain data-modifying statements/],
      ['SELECT remove()', /read-only transaction.* A source may only read\./],
      ["SELECT nextval('numbers')", /read-only transaction/],
      ["SELECT set_config('transaction_read_only', 'off', false)", /transaction read-write mode must be set before any query/],
      ['SELECT * INTO copied FROM kept', /the query fails: /],
      ['SELECT 1; DELETE FROM kept', /cannot insert multiple commands/],
      ['SELECT 1; COMMIT; DELETE FROM kept', /cannot insert multiple commands/],
      ['SELECT id FROM kept FOR UPDATE', /the query fails: /],
    ];
    for (const [query, message] of refused) await rejects({ query }, message);
    assert.deepEqual(await server.run('SELECT id FROM kept'), [{ id: 1 }]);
  });

  it('says what is wrong, where, and no password', async () => {
    await rejects({ query: 'SELECT *\nFROM  nowhere' }, 'shop: SELECT * FROM nowhere: the query fails: relation "nowhere" does not exist (line 2, column 7).');
    await rejects({ query: 'SELECT 1 AS 😀, , 2' }, /syntax error at or near ","\s\(line 1, column 16\)\.$/);
    await rejects({ query: 'SELECT id FROM kept WHERE id = $1' }, /the query fails: bind message supplies 0 parameters/);
    const { connection } = server;
    const wrong = { ...connection, password: 'a secret' };
    await rejects({ query: 'SELECT 1' }, /^Connection “shop”: the server does not accept the password of “owner”\. Correct it\. \(password authentication failed for user "owner"\)$/, wrong);
    await rejects({ query: 'SELECT 1' }, /^Connection “shop”: the server asks for a password/, { ...connection, password: '' });
    await rejects({ query: 'SELECT 1' }, /^Connection “shop”: there is no database “none” on the server\./, { ...connection, database: 'none' });
    await rejects({ query: 'SELECT 1' }, /^Connection “shop”: 127\.0\.0\.1:1 refuses connections\. Check host and port/, { ...connection, port: 1 });
    await rejects({ query: 'SELECT 1' }, /^Connection “shop”: the host of nobody\.invalid:\d+ is not known\./, { ...connection, host: 'nobody.invalid', tls: false });
    await rejects({ query: 'SELECT 1' }, /^Connection “shop”: 127\.0\.0\.1:\d+ does not encrypt connections\./, { ...connection, tls: true });
    await rejects({ key: 'rows.csv' }, /^Connection “shop”: it is a database/);
  });

  it('ends the query on the server when it is cancelled', async () => {
    const controller = new AbortController();
    const running = read(server.connection, { query: "SELECT n, pg_sleep(600) FROM generate_series(1, 3) AS n" }, controller.signal);
    const active = () => server.run("SELECT pid FROM pg_stat_activity WHERE query LIKE 'FETCH FORWARD 64 %' AND state = 'active' AND application_name = 'llmflow'");
    while ((await active()).length === 0) await sleep(20);
    controller.abort(new Error('enough'));
    await assert.rejects(running, { message: 'enough' });
    assert.deepEqual([await active(), await leftBehind()], [[], []]);
  });

  it('leaves Table 1 as it was where the server vanishes in the middle', async function () {
    this.timeout(60_000);
    const mortal = await PostgresServer.start();
    try {
      await mortal.run("CREATE VIEW slow AS SELECT n AS id, CASE WHEN n < 5000 THEN 'text' ELSE pg_sleep(600)::text END AS text FROM generate_series(1, 10000) AS n");
      const store = await MemoryStore.create();
      const named = { query: 'SELECT * FROM slow', row_key: ['id'] };
      const source = 'shop: SELECT * FROM slow';
      await mortal.run("CREATE OR REPLACE VIEW slow AS SELECT n AS id, 'text' AS text FROM generate_series(1, 10) AS n");
      await pull(store, mortal.connection, named);
      const before = store.rows(source);
      await mortal.run("CREATE OR REPLACE VIEW slow AS SELECT n AS id, CASE WHEN n < 5000 THEN 'other' ELSE pg_sleep(600)::text END AS text FROM generate_series(1, 10000) AS n");
      const pulling = pull(store, mortal.connection, named);
      const asleep = () => mortal.run("SELECT pid FROM pg_stat_activity WHERE wait_event = 'PgSleep'");
      while ((await asleep()).length === 0) await sleep(20);
      const [{ pid }] = (await asleep()) as [{ pid: number }];
      mortal.kill();
      process.kill(pid, 'SIGKILL');
      await assert.rejects(pulling, { name: 'SourceError', message: /^Connection “shop”: 127\.0\.0\.1:\d+ closed the connection before the rows had ended\./ });
      assert.deepEqual(store.rows(source), before);
      await store.close();
    } finally {
      await mortal.stop();
    }
  });
});
