import assert from 'node:assert/strict';
import { writeXlsx } from 'hucre/xlsx';
import { ObjectSource } from '../../src/core/tables/sources/s3/objectSource';
import { openS3 } from '../../src/core/tables/sources/s3/s3Store';
import { s3 } from '../support/servers/servers';
import type { S3Server } from '../support/servers/s3Server';
import { MemoryStore } from '../unit/ingest/memoryStore';
import { leftBehind, never, pull, read, type Named } from './pulling';

describe('S3 sources', () => {
  let server: S3Server;
  before(async function () {
    this.timeout(0);
    server = await s3.for(this);
  });

  const rejects = (named: Named, message: RegExp | string, connection = server.connection) =>
    assert.rejects(read(connection, named), { name: 'SourceError', message });

  it('reads one object, of the kind that its key ends with', async () => {
    const workbook = await writeXlsx({ sheets: [{ name: 'A', rows: [['a'], [1]] }, { name: 'B', rows: [['b'], [2]] }] });
    await server.put({ 'one/ö rows.csv': 'id,text\n1,good\n2,"b,ad"\n', 'one/rows.jsonl': '{"id":9007199254740993}\n', 'one/book.xlsx': workbook });
    const rows = async (key: string) => (await read(server.connection, { key })).rows;
    assert.deepEqual(await rows('one/ö rows.csv'), [{ id: '1', text: 'good' }, { id: '2', text: 'b,ad' }]);
    assert.deepEqual(await rows('one/rows.jsonl'), [{ id: '9007199254740993' }]);
    assert.deepEqual(await rows('one/book.xlsx?sheet=B'), [{ b: 2 }]);
    assert.deepEqual(await leftBehind(), []);
  });

  it('reads all objects below a prefix in the order of their keys, of several kinds and columns, and tells what it passes over', async () => {
    await server.put({ 'many/b.jsonl': '{"id":"2","extra":true}\n', 'many/a.csv': 'id\n1\n', 'many/deep/c.csv': 'id,id\n3,4\n', 'many/notes.txt': 'x', 'many/': '', 'manyother.csv': 'x\n1\n' });
    assert.deepEqual(await read(server.connection, { key: 'many/' }), {
      columns: ['id', 'extra', 'id_2'],
      rows: [
        { id: '1', extra: null, id_2: null },
        { id: '2', extra: true, id_2: null },
        { id: '3', extra: null, id_2: '4' },
      ],
      notes: [
        'Passed over, because nothing is known about their kind: notes.txt.',
        'The objects do not all have the same columns: those that an object lacks are null in its rows.',
        'The header repeats or leaves out names: column 2 is “id_2”.',
      ],
    });
  });

  it('lists more than one page of objects', async function () {
    this.timeout(60_000);
    const numbers = Array.from({ length: 1005 }, (_, index) => String(index).padStart(4, '0'));
    await server.put(Object.fromEntries(numbers.map((number) => [`paged/${number}.csv`, `id\n${number}\n`])));
    assert.deepEqual((await read(server.connection, { key: 'paged/' })).rows.map(({ id }) => id), numbers);
    assert.deepEqual(await leftBehind(), []);
  });

  it('pulls again without a change, and updates a changed row that has a key', async () => {
    const store = await MemoryStore.create();
    const named = { key: 'keyed/', row_key: ['id'] };
    await server.put({ 'keyed/a.csv': 'id,text\n1,a\n2,b\n', 'keyed/b.csv': 'id,text\n3,c\n' });
    assert.deepEqual(await pull(store, server.connection, named), { added: 3, updated: 0, unchanged: 0, removed: 0 });
    assert.deepEqual(await pull(store, server.connection, named), { added: 0, updated: 0, unchanged: 3, removed: 0 });
    await server.put({ 'keyed/a.csv': 'id,text\n2,changed\n4,d\n' });
    assert.deepEqual(await pull(store, server.connection, named), { added: 1, updated: 1, unchanged: 1, removed: 1 });
    await store.close();
  });

  it('finds its key in the environment where the connection has none', async () => {
    const { accessKeyId, secretAccessKey, ...connection } = server.connection;
    const source = (env: NodeJS.ProcessEnv) => new ObjectSource('shop', 'one/rows.jsonl', openS3('shop', 'shop', connection, env));
    assert.throws(() => source({}), { name: 'SourceError', message: /^Connection “shop”: there is no access key\. Add it to the connection, or set AWS_ACCESS_KEY_ID/ });
    assert.throws(() => source({ AWS_ACCESS_KEY_ID: accessKeyId }), { name: 'SourceError', message: /^Connection “shop”: there is no secret\./ });
    const found = source({ AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey });
    assert.deepEqual(await found.columns(never), ['id']);
    await found.close();
  });

  it('says what is wrong, and no secret', async () => {
    const { connection } = server;
    await rejects({ key: 'one/nothing.csv' }, 'shop: one/nothing.csv: there is no such object in the bucket “rows”. Correct the key; a prefix ends with a slash.');
    await rejects({ key: 'nowhere/' }, /^shop: nowhere\/: there are no objects below this prefix\./);
    await rejects({ key: 'one/rows.docx' }, /^shop: one\/rows\.docx: is of no kind that rows can be read from\./);
    await rejects({ query: 'SELECT 1' }, /^Connection “shop”: it is an object store/);
    await rejects({ key: 'one/' }, 'Connection “shop”: the secret does not belong to the access key. Correct it.', { ...connection, secretAccessKey: 'a secret' });
    await rejects({ key: 'one/' }, 'Connection “shop”: the store does not know the access key. Correct it.', { ...connection, accessKeyId: 'NOBODY' });
    await rejects({ key: 'one/' }, 'Connection “shop”: there is no bucket “none” in the store. Correct its name, or the endpoint.', { ...connection, bucket: 'none' });
    await rejects({ key: 'one/' }, /^Connection “shop”: 127\.0\.0\.1:1 refuses connections\./, { ...connection, endpoint: 'http://127.0.0.1:1' });
    await server.put({ 'bad/a.csv': 'id\n1\n', 'bad/b.csv': 'id\n1,2\n' });
    await rejects({ key: 'bad/' }, /^shop: bad\/b\.csv, line 2: this line has 2 cells/);
    assert.deepEqual(await leftBehind(), []);
  });

  it('stops when it is cancelled, and leaves Table 1 as it was where the store vanishes', async function () {
    this.timeout(60_000);
    const store = await MemoryStore.create();
    await pull(store, server.connection, { key: 'one/rows.jsonl' });
    const before = store.rows('shop: one/rows.jsonl');
    assert.equal(before.length, 1);
    await assert.rejects(pull(store, server.connection, { key: 'one/rows.jsonl' }, AbortSignal.abort(new Error('enough'))), { message: 'enough' });
    await server.whileGone(() =>
      assert.rejects(pull(store, server.connection, { key: 'one/rows.jsonl' }), { name: 'SourceError', message: /^Connection “shop”: 127\.0\.0\.1:\d+ refuses connections\./ }),
    );
    assert.deepEqual([store.rows('shop: one/rows.jsonl'), await leftBehind()], [before, []]);
    await store.close();
  });
});
