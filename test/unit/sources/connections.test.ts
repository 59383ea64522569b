import assert from 'node:assert/strict';
import { connectionVariable, environmentConnections } from '../../../src/core/tables/connections/environment';
import { openSource } from '../../../src/core/tables/sources/openSource';

const find = (url: string) => environmentConnections({ LLMFLOW_CONNECTION_SHOP: url }).find('shop');

describe('connections of the environment', () => {
  it('are found by their name, whatever its case and its signs', async () => {
    assert.equal(connectionVariable('my-Shop 2'), 'LLMFLOW_CONNECTION_MY_SHOP_2');
    const connections = environmentConnections({ LLMFLOW_CONNECTION_MY_SHOP: 'mysql://me@host/db', LLMFLOW_CONNECTION_EMPTY: '', LLMFLOW_CONNECTION_: 'x', OTHER: 'x' });
    assert.deepEqual(await connections.names(), ['my_shop']);
    for (const name of ['my-shop', 'MY_SHOP', 'my shop']) assert.equal((await connections.find(name))?.type, 'mysql');
    for (const name of ['shop', 'empty']) assert.equal(await connections.find(name), undefined);
  });

  it('are read from URLs, percent-encoded', async () => {
    assert.deepEqual(await find('postgresql://m%40e:s%2Fe%3Ac%25@db.example.com:6543/my%20db?sslmode=require'), {
      ...{ type: 'postgresql', host: 'db.example.com', port: 6543, database: 'my db', user: 'm@e', password: 's/e:c%', tls: true },
    });
    assert.deepEqual(await find('postgres://me@[::1]/db?sslmode=no-verify'), { type: 'postgresql', host: '::1', database: 'db', user: 'me', tls: 'unverified' });
    assert.deepEqual(await find('postgres://me@localhost/db?host=/run/postgresql'), { type: 'postgresql', host: '/run/postgresql', database: 'db', user: 'me' });
    assert.deepEqual(await find('mariadb://me:x@host/db?ssl-mode=DISABLED'), { type: 'mysql', host: 'host', database: 'db', user: 'me', password: 'x', tls: false });
    assert.deepEqual(await find('s3://KEY:se%2Fc%2Bret@my.bucket?region=eu-west-1&endpoint=http%3A%2F%2F127.0.0.1%3A9000&forcePathStyle=false&sessionToken=t'), {
      ...{ type: 's3', bucket: 'my.bucket', region: 'eu-west-1', endpoint: 'http://127.0.0.1:9000', forcePathStyle: false },
      ...{ accessKeyId: 'KEY', secretAccessKey: 'se/c+ret', sessionToken: 't' },
    });
    assert.deepEqual(await find('s3://bucket'), { type: 's3', bucket: 'bucket' });
  });

  it('say what is wrong with an address, and show nothing of it', async () => {
    const cases: [url: string, message: RegExp][] = [
      ['hidden', /is no address of a connection\. It must look like/],
      ['ftp://hidden:hidden@host/db', /of a kind that is known/],
      ['postgresql://hidden:hid#den@host/db', /is no address/],
      ['postgresql://hidden:hid/den@host/db', /is no address/],
      ['postgresql://hidden:12/den@host/db', /is no address/],
      ['postgresql://hidden:12?den@host/db', /is no address/],
      ['postgresql://hidden:h%zz@host/db', /does not begin a percent-encoded character/],
      ['postgresql://hidden:x@host', /names no database/],
      ['postgresql://host/db', /names no user/],
      ['postgresql://hidden:x@host/db?hidden=1', /has a parameter that is not known\. Known are: sslmode, ssl-mode, host\./],
      ['postgresql://hidden:x@host/db?sslmode=hidden', /has an “sslmode” that is not known/],
      ['s3://hidden:hid/den@bucket', /is no address/],
      ['s3://hidden@bucket', /has one of key and secret/],
      ['s3://hidden:x@bucket/key.csv', /has more than a bucket in it/],
      ['s3://hidden:x@bucket?endpoint=hidden', /has an “endpoint” that is no address/],
    ];
    for (const [url, message] of cases) {
      await assert.rejects(find(url), (error: Error) => {
        assert.match(error.message, message, url);
        assert.match(error.message, /^LLMFLOW_CONNECTION_SHOP: /);
        assert.doesNotMatch(error.message.replaceAll(/key:secret|user:password/g, ''), /hid|zz|den@/);
        return true;
      });
    }
  });
});

describe('opening a connection', () => {
  const place = { folder: '/w', workspace: '/w' };

  it('tells which connections there are, and where others come from', async () => {
    const named = { kind: 'connection', connection: 'my-shop', query: 'SELECT 1' } as const;
    const message = /^Connection “my-shop”: it is not known here\. Known are: other, shop\. In a terminal, LLMFLOW_CONNECTION_MY_SHOP holds its address\.$/;
    const connections = environmentConnections({ LLMFLOW_CONNECTION_SHOP: 'x', LLMFLOW_CONNECTION_OTHER: 'x' });
    await assert.rejects(openSource(named, place, connections), { name: 'SourceError', message });
    await assert.rejects(openSource(named, place), { name: 'SourceError', message: /No connection is set up\./ });
  });

  it('names a source by connection and query, however the query is laid out', async () => {
    const connections = environmentConnections({ LLMFLOW_CONNECTION_SHOP: 'postgres://me@127.0.0.1/db' });
    const name = async (query: string) => (await openSource({ kind: 'connection', connection: 'shop', query }, place, connections)).name;
    assert.equal(await name('SELECT id,\n  review\nFROM reviews;\n'), 'shop: SELECT id, review FROM reviews');
    const long = `SELECT ${'a_long_column, '.repeat(20)}b FROM t`;
    assert.match(await name(long), /^shop: SELECT a_long_column, .{1,60} … \([0-9a-f]{8}\)$/);
    assert.notEqual(await name(long), await name(`${long}able`));
  });
});
