import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { writeXlsx } from 'hucre/xlsx';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { loadSqlite } from '../../../src/core/store/sqlite';
import { all, never, TestWorkspace } from './workspace';

describe('Parquet, Excel and SQLite sources', () => {
  let workspace: TestWorkspace;
  before(async () => (workspace = await TestWorkspace.create()));
  after(() => workspace.remove());

  const rejects = async (name: string, content: Uint8Array | undefined, message: string | RegExp, line?: number) => {
    const source = await workspace.open(name, content);
    await assert.rejects(all(source), { name: 'SourceError', message, ...(line !== undefined && { line }) });
  };

  describe('Parquet', () => {
    const write = (options: Parameters<typeof parquetWriteBuffer>[0]) => new Uint8Array(parquetWriteBuffer(options));

    it('keeps values: long integers as text, times as ISO 8601, nested ones as they are', async () => {
      const content = write({
        columnData: [
          { name: 'text', data: ['ö', null, 'x'], type: 'STRING' },
          { name: 'id', data: [1n, 9007199254740993n, -9007199254740993n], type: 'INT64' },
          { name: 'score', data: [0.5, Number.NaN, Number.POSITIVE_INFINITY], type: 'DOUBLE' },
          { name: 'time', data: [new Date('2025-03-14T10:00:00Z'), new Date('1969-12-31T23:59:59.250Z'), null], type: 'TIMESTAMP' },
          { name: 'tags', data: [{ a: [1, 2] }, null, ['x']], type: 'JSON' },
          { name: 'bytes', data: [Buffer.from('plain'), Buffer.from([0xff]), null], type: 'BYTE_ARRAY' },
        ],
      });
      assert.deepEqual(await workspace.read('a.parquet', content), {
        columns: ['text', 'id', 'score', 'time', 'tags', 'bytes'],
        rows: [
          { text: 'ö', id: 1, score: 0.5, time: '2025-03-14T10:00:00Z', tags: { a: [1, 2] }, bytes: 'plain' },
          { text: null, id: '9007199254740993', score: null, time: '1969-12-31T23:59:59.25Z', tags: null, bytes: '/w==' },
          { text: 'x', id: '-9007199254740993', score: 'Infinity', time: null, tags: ['x'], bytes: null },
        ],
        lines: [undefined, undefined, undefined],
      });
    });

    it('reads dates, fine times and decimals to their last digit', async () => {
      const content = write({
        schema: [
          { name: 'root', num_children: 3 },
          { name: 'day', type: 'INT32', converted_type: 'DATE', repetition_type: 'REQUIRED' },
          { name: 'micros', type: 'INT64', logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' }, repetition_type: 'REQUIRED' },
          { name: 'price', type: 'INT64', converted_type: 'DECIMAL', scale: 2, precision: 18, repetition_type: 'REQUIRED' },
        ],
        columnData: [
          { name: 'day', data: [0, 20161, -1] },
          { name: 'micros', data: [1741946400123456n, -1n, 9_000_000_000_000_000_000n] },
          { name: 'price', data: [1999n, -5n, 123456789012345678n] },
        ],
      });
      assert.deepEqual((await workspace.read('a.parquet', content)).rows, [
        { day: '1970-01-01', micros: '2025-03-14T10:00:00.123456Z', price: 19.99 },
        { day: '2025-03-14', micros: '1969-12-31T23:59:59.999999Z', price: -0.05 },
        { day: '1969-12-31', micros: '9000000000000000000', price: '1234567890123456.78' },
      ]);
    });

    it('reads row group after row group, compressed as tools compress them', async () => {
      const data = Array.from({ length: 2500 }, (_, index) => `row ${index}`);
      const compressors = { GZIP: (bytes: Uint8Array) => gzipSync(bytes), BROTLI: (bytes: Uint8Array) => brotliCompressSync(bytes) };
      for (const codec of ['SNAPPY', 'UNCOMPRESSED', 'GZIP', 'BROTLI'] as const) {
        const columnData = [{ name: 'a', data, type: 'STRING' as const }];
        const { rows } = await workspace.read('a.parquet', write({ columnData, rowGroupSize: 1000, codec, compressors }));
        assert.deepEqual(rows.map(({ a }) => a), data);
      }
    });

    it('refuses what is damaged, not Parquet, or has texts that are not UTF-8', async () => {
      await rejects('a.parquet', Buffer.from('text,stars\n'), /^a\.parquet: cannot be read\. /);
      const content = write({ columnData: [{ name: 'a', data: ['some text'], type: 'STRING' }], codec: 'UNCOMPRESSED', statistics: false });
      await rejects('a.parquet', content.subarray(0, -20), /^a\.parquet: cannot be read\. /);
      content[Buffer.from(content).indexOf('some text')] = 0xff;
      await rejects('a.parquet', content, 'a.parquet: cannot be read. A text in it is not UTF-8.');
    });
  });

  describe('Excel', () => {
    const write = (...sheets: (string | number | boolean | Date | null)[][][]) =>
      writeXlsx({ sheets: sheets.map((rows, index) => ({ name: `S${index + 1}`, rows })) });

    it('reads the first sheet, or the one that is named', async () => {
      const content = await write(
        [
          ['text', 'stars', 'sold', 'when', null],
          ['Good', 5, true, new Date('2025-03-14T00:00:00Z'), ''],
          [],
          [null, 4.5, false, new Date('2025-03-14T10:30:00Z')],
        ],
        [['other'], ['x']],
      );
      assert.deepEqual(await workspace.read('a.xlsx', content), {
        columns: ['text', 'stars', 'sold', 'when'],
        rows: [
          { text: 'Good', stars: 5, sold: true, when: '2025-03-14' },
          { text: null, stars: 4.5, sold: false, when: '2025-03-14T10:30:00' },
        ],
        lines: [2, 4],
      });
      assert.deepEqual((await workspace.read('a.xlsx?sheet=S2')).rows, [{ other: 'x' }]);
      await rejects('a.xlsx?sheet=S3', undefined, 'a.xlsx?sheet=S3: there is no such sheet in it. Its sheets are: S1, S2.');
    });

    it('refuses rows wider than the header, with the row, and what is no workbook', async () => {
      const message = 'a.xlsx, row 2: this row has 2 cells, and the header has 1. Give every column a name in the first row.';
      await rejects('a.xlsx', await write([['a'], [1, 2]]), message, 2);
      await rejects('a.xlsx', Buffer.from('a,b\n'), /^a\.xlsx: is no workbook/);
      await rejects('a.xlsx', await write([[]]), 'a.xlsx: is empty. Its first row must name the columns.');
    });
  });

  describe('a workbook that unpacks to gigabytes', () => {
    /** A workbook whose directory says something else about its texts. */
    const sayTexts = async (packed: number | undefined, unpacked: number) => {
      const bytes = Buffer.from(await writeXlsx({ sheets: [{ name: 'S', rows: [['a'], ['text']] }] }));
      const entry = bytes.lastIndexOf('xl/sharedStrings.xml') - 46;
      assert.equal(bytes.readUInt32LE(entry), 0x02014b50);
      if (packed !== undefined) {
        bytes.writeUInt32LE(packed, entry + 20);
        bytes.writeUInt16LE(bytes.readUInt16LE(entry + 8) | 8, entry + 8);
      }
      bytes.writeUInt32LE(unpacked, entry + 24);
      return bytes;
    };

    it('is refused before it is unpacked, whether it says so, hides it or lies', async () => {
      await rejects('a.xlsx', await sayTexts(undefined, 129 * 2 ** 20), 'a.xlsx: the texts in the workbook are larger than 128 MiB. Save the sheet as CSV.');
      await rejects('a.xlsx', await sayTexts(undefined, 0), /^a\.xlsx: is no workbook/);
      await rejects('a.xlsx', await sayTexts(0, 0), /^a\.xlsx: is no workbook/);
      await rejects('a.xlsx', await sayTexts(undefined, 10), /^a\.xlsx: cannot be read\. .*limit of 10 bytes/);
    });
  });

  describe('SQLite', () => {
    const write = async (name: string, sql: string, journal = 1) => {
      const database = new (await loadSqlite()).Database();
      database.run(sql);
      const bytes = database.export();
      database.close();
      bytes.fill(journal, 18, 20);
      await writeFile(workspace.path(name), bytes);
    };
    const reviews = `CREATE TABLE "re""views" (text, "big id" INTEGER, data BLOB);
      INSERT INTO "re""views" VALUES ('ö', 9007199254740993, x'ff'), (NULL, -5, NULL), ('x', -9223372036854775808, 1.5);`;

    it('reads the only table, also of a file in WAL mode', async () => {
      await write('a.sqlite', reviews, 2);
      assert.deepEqual(await workspace.read('a.sqlite'), {
        columns: ['text', 'big id', 'data'],
        rows: [
          { text: 'ö', 'big id': '9007199254740993', data: '/w==' },
          { text: null, 'big id': -5, data: null },
          { text: 'x', 'big id': '-9223372036854775808', data: 1.5 },
        ],
        lines: [undefined, undefined, undefined],
      });
    });

    it('reads the table or view that is named, and lists them when that is wrong', async () => {
      await write('a.db', "CREATE TABLE t (a); INSERT INTO t VALUES (1); CREATE TABLE u (b); CREATE VIEW v AS SELECT a + 1 AS c FROM t");
      assert.deepEqual((await workspace.read('a.db?table=t')).rows, [{ a: 1 }]);
      assert.deepEqual(await (await workspace.open('a.db?table=v')).columns(never), ['c']);
      await rejects('a.db', undefined, 'a.db: name one of its tables, such as a.db?table=t. Its tables are: t, u.');
      await rejects('a.db?table=w', undefined, 'a.db?table=w: there is no such table in it. Its tables are: t, u, v.');
    });

    it('refuses rows that it would miss, and what is no database', async () => {
      await write('wal.db', 'CREATE TABLE t (a)', 2);
      await writeFile(workspace.path('wal.db-wal'), 'frames');
      await rejects('wal.db', undefined, /^wal\.db: its newest rows are still in its write-ahead log\. /);
      await rejects('a.sqlite', Buffer.from('a,b\n'.repeat(100)), /^a\.sqlite: cannot be read\. file is not a database/);
      await write('none.db', 'CREATE TABLE t (a); DROP TABLE t');
      await rejects('none.db', undefined, 'none.db: there is no table in it.');
    });
  });
});
