import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { MariadbServer } from '../support/servers/mariadbServer';
import { mariadb } from '../support/servers/servers';
import { MemoryStore } from '../unit/ingest/memoryStore';
import { leftBehind, never, open, pull, read, streamLargeTable, urlOf, type Named } from './pulling';

describe('MySQL and MariaDB sources', () => {
  let server: MariadbServer;
  before(async function () {
    this.timeout(0);
    server = await mariadb.for(this);
  });

  const rejects = (named: Named, message: RegExp | string, connection = server.connection) =>
    assert.rejects(read(connection, named), { name: 'SourceError', message });

  it('keeps values: what a number cannot hold as text, times as ISO 8601, JSON as it is', async () => {
    await server.run(`CREATE TABLE kinds (
      text VARCHAR(20), latin VARCHAR(20) CHARACTER SET latin1, nothing TEXT, tiny TINYINT, unsigned_long BIGINT UNSIGNED, safe BIGINT, price DECIMAL(10,2), exact DECIMAL(30,3),
      small FLOAT, big DOUBLE, day DATE, local DATETIME(6), moment TIMESTAMP NULL, time TIME, year YEAR, bits BIT(9), bytes BLOB, textual VARBINARY(9), json JSON,
      kind ENUM('a','b'), several SET('x','y'));
      SET time_zone = '+02:00';
      INSERT INTO kinds VALUES ('ö😀', 'é', NULL, -1, 18446744073709551615, -9007199254740991, 1.50, 123456789012345678.125,
      1.5, 0.1, '2025-03-14', '2025-03-14 10:30:00.123456', '2025-03-14 10:30:00', '-26:00:00', 2025, b'100000001', x'ff00', 'plain', '{"a":[1,null,9007199254740993]}', 'b', 'x,y')`);
    assert.deepEqual((await read(server.connection, { query: 'SELECT * FROM kinds' })).rows, [
      {
        ...{ text: 'ö😀', latin: 'é', nothing: null, tiny: -1, unsigned_long: '18446744073709551615', safe: -9007199254740991, price: 1.5 },
        ...{ exact: '123456789012345678.125', small: 1.5, big: 0.1, day: '2025-03-14', local: '2025-03-14T10:30:00.123456', moment: '2025-03-14T08:30:00Z' },
        ...{ time: '-26:00:00', year: 2025, bits: 257, bytes: '/wA=', textual: 'plain', json: { a: [1, null, '9007199254740993'] }, kind: 'b', several: 'x,y' },
      },
    ]);
  });

  it('names columns that repeat, and tells it; a query may end with a semicolon and give no rows', async () => {
    const { columns, rows, notes } = await read(server.connection, { query: '# a comment\nSELECT 1 AS a, 2 AS a FROM (SELECT 1) AS t WHERE false;' });
    assert.deepEqual([columns, rows, notes], [['a', 'a_2'], [], ['The header repeats or leaves out names: column 2 is “a_2”.']]);
  });

  it('knows the columns without running the query', async () => {
    const source = await open(server.connection, { query: 'SELECT SLEEP(600) AS a, 2 AS b' });
    assert.deepEqual(await source.columns(never), ['a', 'b']);
    await source.close?.();
  });

  it('streams 100,000 rows in little memory, reads them twice from one run of the query, and leaves nothing behind', async () => {
    await streamLargeTable(urlOf(server.connection), "SELECT seq AS id, REPEAT('x', 1000) AS text, RAND() AS different FROM seq_1_to_100000");
    assert.deepEqual(await leftBehind(), []);
  });

  it('pulls again without a change, and updates a changed row that has a key', async () => {
    await server.run("CREATE TABLE reviews AS SELECT seq AS id, CONCAT('text ', seq) AS review FROM seq_1_to_5");
    const store = await MemoryStore.create();
    const named = { query: 'SELECT id, review FROM reviews ORDER BY id', row_key: ['id'] };
    assert.deepEqual(await pull(store, server.connection, named), { added: 5, updated: 0, unchanged: 0, removed: 0 });
    assert.deepEqual(await pull(store, server.connection, named), { added: 0, updated: 0, unchanged: 5, removed: 0 });
    await server.run("DELETE FROM reviews WHERE id = 1; UPDATE reviews SET review = 'changed' WHERE id = 4; INSERT INTO reviews VALUES (6, 'new')");
    assert.deepEqual(await pull(store, server.connection, named), { added: 1, updated: 1, unchanged: 3, removed: 1 });
    await store.close();
  });

  it('lets a query change nothing, and takes one statement only', async () => {
    await server.run('CREATE TABLE kept AS SELECT 1 AS id');
    await server.run('CREATE FUNCTION take_away() RETURNS INT BEGIN DELETE FROM kept; RETURN 1; END');
    const unstated = /only a query can be a source/;
    const refused: [query: string, message: RegExp][] = [
      ['DELETE FROM kept', unstated],
      ['INSERT INTO kept VALUES (2) RETURNING id', unstated],
      ['/*! DELETE FROM kept */', unstated],
      ['SELECT 1 /*M!100000 INTO OUTFILE "/tmp/x" */', /may not write files/],
      ["SELECT id FROM kept INTO/**/OUTFILE '/tmp/llmflow-never'", /may not write files/],
      ['WITH all_of AS (SELECT 1) DELETE FROM kept', /the query fails: /],
      ['SELECT take_away()', /READ ONLY transaction\. A source may only read\./],
      ['SELECT 1; DELETE FROM kept', /the query fails: You have an error in your SQL syntax/],
      ['SELECT 1 INTO @x', /the query gives no columns/],
    ];
    for (const [query, message] of refused) {
      const source = await open(server.connection, { query }).catch((error: unknown) => error);
      const rows = source instanceof Error ? Promise.reject(source) : (source as Awaited<ReturnType<typeof open>>).rows(never)[Symbol.asyncIterator]().next();
      await assert.rejects(rows, { name: 'SourceError', message });
    }
    assert.deepEqual(await server.run('SELECT id FROM kept'), [{ id: 1 }]);
  });

  it('says what is wrong, and no password', async () => {
    await rejects({ query: 'SELECT * FROM nowhere' }, /^shop: SELECT \* FROM nowhere: the query fails: Table 'shop\.nowhere' doesn't exist\.$/);
    await rejects({ query: 'SELECT FROM' }, /the query fails: You have an error in your SQL syntax/);
    const { connection } = server;
    await rejects({ query: 'SELECT 1' }, /^Connection “shop”: the server does not accept “reader” with this password\. .*\(Access denied for user/, { ...connection, password: 'a secret' });
    await rejects({ query: 'SELECT 1' }, /^Connection “shop”: .*“none”/, { ...connection, database: 'none' });
    await rejects({ query: 'SELECT 1' }, /^Connection “shop”: 127\.0\.0\.1:1 refuses connections\./, { ...connection, port: 1 });
    await rejects({ query: 'SELECT 1' }, /^Connection “shop”: the host of nobody\.invalid:\d+ is not known\./, { ...connection, host: 'nobody.invalid', tls: false });
    await rejects({ query: 'SELECT 1' }, /^Connection “shop”: 127\.0\.0\.1:\d+ does not encrypt connections\./, { ...connection, tls: true });
    await rejects({ key: 'rows.csv' }, /^Connection “shop”: it is a database/);
  });

  it('ends the query on the server when it is cancelled', async () => {
    const controller = new AbortController();
    const running = read(server.connection, { query: 'SELECT SLEEP(600) AS slept FROM seq_1_to_3' }, controller.signal);
    const active = () => server.run("SELECT id FROM information_schema.processlist WHERE user = 'reader' AND info LIKE '%SLEEP(600)%'");
    const isActive = async () => !isEmpty(await active());
    while (!(await isActive())) await sleep(20);
    controller.abort(new Error('enough'));
    await assert.rejects(running, { message: 'enough' });
    // The server kills between two of its own steps.
    while (await isActive()) await sleep(20);
    assert.deepEqual(await leftBehind(), []);
  });

  it('leaves Table 1 as it was where the server vanishes in the middle', async function () {
    this.timeout(60_000);
    const mortal = await MariadbServer.start();
    try {
      const store = await MemoryStore.create();
      const named = { query: 'SELECT * FROM slow' };
      await mortal.run('CREATE VIEW slow AS SELECT seq AS id FROM seq_1_to_10');
      await pull(store, mortal.connection, named);
      const before = store.rows('shop: SELECT * FROM slow');
      assert.equal(before.length, 10);
      await mortal.run("CREATE OR REPLACE VIEW slow AS SELECT seq AS id, IF(seq < 50000, REPEAT('x', 100), SLEEP(600)) AS text FROM seq_1_to_100000");
      const pulling = pull(store, mortal.connection, named);
      while (isEmpty(await mortal.run("SELECT id FROM information_schema.processlist WHERE state = 'User sleep'"))) await sleep(20);
      mortal.kill();
      await assert.rejects(pulling, { name: 'SourceError', message: /^Connection “shop”: 127\.0\.0\.1:\d+ closed the connection before the rows had ended\./ });
      assert.deepEqual(store.rows('shop: SELECT * FROM slow'), before);
      await store.close();
    } finally {
      await mortal.stop();
    }
  });
});

function isEmpty(rows: unknown): boolean {
  return Array.isArray(rows) && rows.length === 0;
}
