import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { FileLayer } from '../../../src/core/store/fileLayer';
import { openReader } from '../../../src/core/store/openReader';
import { openWriter } from '../../../src/core/store/openWriter';
import type { StoreWriter } from '../../../src/core/store/store';
import { UnsafeDisk } from './support/unsafeDisk';
import { filesUntil } from './support/faultyFiles';
import { putResult, putSource, resultNumbers, sourceRow } from './support/rows';
import { snapshotsAlways, snapshotsAtClose } from './support/snapshots';
import { dropLock } from './support/workspace';

const purpose = 'a test';
const workspace = '/workspace';

/** Writes in three openings, of which the second makes a snapshot after each write, until `files` fail; gives what was acknowledged. */
async function writeWhilePossible(files: FileLayer): Promise<number[]> {
  const acknowledged: number[] = [];
  for (const [round, snapshots] of [snapshotsAtClose, snapshotsAlways, snapshotsAtClose].entries()) {
    let writer: StoreWriter | undefined;
    try {
      writer = await openWriter(workspace, { purpose, files, snapshots });
      for (const number of [1, 2, 3].map((each) => each + 10 * round)) {
        await writer.write([putResult(number), ...putSource(sourceRow(number, { [`c${number}`]: number }))]);
        acknowledged.push(number);
      }
    } catch {
      break;
    } finally {
      await writer?.close().catch(() => undefined);
    }
  }
  return acknowledged;
}

describe('a process that ends', function () {
  this.timeout(120_000);

  it('loses nothing acknowledged, at whichever operation on the file system', async () => {
    let stop = 0;
    for (let ended = true; ended; stop++) {
      const disk = new UnsafeDisk();
      const { files, operations } = filesUntil(stop, disk);
      const acknowledged = await writeWhilePossible(files);
      ended = operations.length > stop;
      const where = `stopped at operation ${stop}: ${JSON.stringify(operations[stop])}`;
      await dropLock(workspace, disk);

      const reader = await openReader(workspace, { files: disk });
      const read = resultNumbers(reader);
      assert.deepEqual(acknowledged.filter((number) => !read.includes(number)), [], where);
      assert.deepEqual(reader.warnings, [], where);
      const writer = await openWriter(workspace, { purpose, files: disk });
      const kept = resultNumbers(writer);
      assert.deepEqual(acknowledged.filter((number) => !kept.includes(number)), [], where);
      // Of what was not acknowledged, only what was being written may be there.
      assert.ok(kept.length <= acknowledged.length + 1, where);
      assert.deepEqual(writer.warnings, [], where);
      await writer.write([putResult(99)]);
      await reader.refresh();
      assert.deepEqual(resultNumbers(reader), [...kept, 99], where);
      assert.deepEqual(reader.warnings, [], where);
      await Promise.all([writer.close(), reader.close()]);
      const remains = (await disk.list()).sort();
      assert.deepEqual(remains, ['.gitignore', 'workspace.db', 'workspace.journal'], where);
    }
    assert.ok(stop > 60, `${stop} operations`);
  });

  it('with the power loses nothing acknowledged, even if the disk keeps no more than was synced', async () => {
    const all = new UnsafeDisk();
    await writeWhilePossible(all);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: all.operations }), fc.infiniteStream(fc.nat()), async (powerLeft, numbers) => {
        const disk = new UnsafeDisk(powerLeft);
        const acknowledged = await writeWhilePossible(disk);
        const after = disk.afterFailure((limit) => Number(numbers.next().value) % limit);
        await dropLock(workspace, after);
        const reader = await openReader(workspace, { files: after });
        const writer = await openWriter(workspace, { purpose, files: after });
        for (const store of [reader, writer]) {
          const found = resultNumbers(store);
          assert.deepEqual(acknowledged.filter((number) => !found.includes(number)), []);
          assert.deepEqual(store.warnings, []);
          await store.close();
        }
      }),
      { numRuns: 300 },
    );
  });
});
