import assert from 'node:assert/strict';
import fc from 'fast-check';
import { nextBatchRows } from '../../../src/core/tables/sources/database/limits';
import { placeIn } from '../../../src/core/tables/sources/database/placeIn';
import { parseArray } from '../../../src/core/tables/sources/database/postgresArray';
import { checkReads } from '../../../src/core/tables/sources/database/readingStatement';
import { tlsOf } from '../../../src/core/tables/sources/database/serverTls';
import { exactNumber } from '../../../src/core/tables/sources/exactNumber';

describe('database sources', () => {
  it('read arrays as PostgreSQL writes them', () => {
    const item = fc.oneof(fc.string(), fc.constant(null), fc.constantFrom('NULL', '', '{', '}', ',', '"', '\\', ' '));
    const lists = fc.letrec<{ list: unknown[] }>((tie) => ({ list: fc.oneof({ depthSize: 'small' }, fc.array(item), fc.array(tie('list'), { minLength: 1 })) })).list;
    const write = (value: unknown): string => {
      if (Array.isArray(value)) return `{${value.map(write).join(',')}}`;
      return typeof value === 'string' ? `"${value.replace(/["\\]/g, '\\$&')}"` : 'NULL';
    };
    fc.assert(fc.property(lists, (list) => assert.deepEqual(parseArray(write(list), (text) => text), list)));
    assert.deepEqual(parseArray('[0:1]={1,NULL}', Number), [1, null]);
    assert.deepEqual(parseArray('{}', Number), []);
  });

  it('keep every digit of a number', () => {
    assert.deepEqual(['1.50', '-0.5', '0', '123456789012345', '9007199254740991'].map(exactNumber), [1.5, -0.5, 0, 123456789012345, 9007199254740991]);
    for (const text of ['9007199254740993', '1234567890.1234567', 'Infinity', '1e5']) assert.equal(exactNumber(text), text);
    assert.equal(exactNumber('NaN'), null);
  });

  it('take nothing but a query', () => {
    for (const query of ['select 1', '(SELECT 1)', ' -- DELETE\n/* DROP */ WITH a AS (SELECT 1) SELECT * FROM a', '# x\nVALUES (1)', 'TABLE t']) checkReads('x', query);
    for (const query of ['', 'DELETE FROM t', 'selected', 'EXPLAIN ANALYZE DELETE FROM t', '/*! DELETE FROM t */ SELECT 1', '/*M!1 DELETE */', 'SELECT 1 INTO\nOUTFILE "x"', 'CALL f()', 'SET x = 1']) {
      assert.throws(() => checkReads('x', query), { name: 'SourceError' }, query);
    }
  });

  it('speak in the clear to this machine only, unless it is asked for', () => {
    const tls = (host: string, mode?: boolean | 'unverified') => tlsOf({ type: 'mysql', host, database: 'd', user: 'u', ...(mode !== undefined && { tls: mode }) });
    for (const host of ['localhost', '127.0.0.1', '::1', '/run/mysqld/mysqld.sock']) assert.equal(tls(host), 'off');
    for (const host of ['db', 'localhost.example.com', '10.0.0.1', '127.0.0.1.example.com']) assert.equal(tls(host), 'verified');
    assert.deepEqual([tls('db', false), tls('db', 'unverified'), tls('localhost', true)], ['off', 'unverified', 'verified']);
  });

  it('find a place in a query, and ask for fewer rows where they are large', () => {
    assert.deepEqual([placeIn('SELECT', 0), placeIn('a\n😀b', 3), placeIn('x', -5)], ['line 1, column 1', 'line 2, column 2', 'line 1, column 1']);
    assert.deepEqual([nextBatchRows(0, 0), nextBatchRows(64, 64), nextBatchRows(64, 64 * 2 ** 20), nextBatchRows(2000, 10), nextBatchRows(1, 2 ** 30)], [64, 256, 4, 2000, 1]);
  });
});
