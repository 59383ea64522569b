import assert from 'node:assert/strict';
import fc from 'fast-check';
import * as z from 'zod';
import { MemoryDatabase } from '../../../src/core/store/database';
import { FileContents } from '../../../src/core/store/fileContents';

describe('the file of a database in memory', () => {
  it('has the bytes that were put into it, wherever a piece ends', () => {
    const piece = 1024 * 1024;
    const place = fc.oneof(fc.nat({ max: 3 * piece }), fc.integer({ min: -20, max: 20 }).map((near) => 2 * piece + 5_000 + near));
    const write = fc.record({ offset: place, bytes: fc.uint8Array({ minLength: 1, maxLength: 40 }) });
    fc.assert(
      fc.property(fc.array(write, { minLength: 1, maxLength: 8 }), fc.array(place, { maxLength: 8 }), (writes, reads) => {
        const contents = new FileContents(Buffer.alloc(5_000, 7));
        const expected = Buffer.alloc(4 * piece);
        expected.fill(7, 0, 5_000);
        let size = 5_000;
        for (const { offset, bytes } of writes) {
          contents.set(bytes, offset);
          expected.set(bytes, offset);
          size = Math.max(size, offset + bytes.length);
        }
        assert.equal(Buffer.concat([...contents.pieces()]).equals(expected.subarray(0, size)), true);
        for (const start of reads) assert.deepEqual(Buffer.from(contents.subarray(start, start + 50)), expected.subarray(start, start + 50));
      }),
      { numRuns: 30 },
    );
  });

  it('is written out from where it is, and equals what SQLite makes of it', async () => {
    const database = await MemoryDatabase.open();
    database.change(() => fill(database, 3_000));
    const pieces = database.file();
    assert.ok(pieces.length > 2);
    const opened = await MemoryDatabase.open(Buffer.concat(pieces));
    opened.change(() => fill(opened, 100));
    const copy = await MemoryDatabase.open(opened.export());
    for (const read of [await MemoryDatabase.open(Buffer.concat(opened.file())), copy]) assert.deepEqual(numbers(read), numbers(opened));
    assert.equal(numbers(opened).length, 3_100);
    assert.equal(numbers(database).length, 3_000);
  });

  it('is whole also after a transaction that was too large for memory was undone', async () => {
    const database = await MemoryDatabase.open();
    database.change(() => fill(database, 10));
    database.change(() => {
      database.execute('BEGIN');
      // More than the page cache holds: a part of it is in the file before it is undone.
      fill(database, 40_000);
      database.execute('ROLLBACK');
      fill(database, 5);
    });
    const opened = await MemoryDatabase.open(Buffer.concat(database.file()));
    assert.deepEqual(numbers(opened), numbers(database));
    assert.equal(numbers(opened).length, 15);
  });
});

function fill(database: MemoryDatabase, rows: number): void {
  database.execute('CREATE TABLE IF NOT EXISTS t (a, b)');
  for (let number = 0; number < rows; number++) database.run('INSERT INTO t VALUES (?, ?)', [number, 'x'.repeat(1_000)]);
}

function numbers(database: MemoryDatabase): number[] {
  return database.query('SELECT a FROM t ORDER BY rowid', [], z.object({ a: z.number() })).map(({ a }) => a);
}
