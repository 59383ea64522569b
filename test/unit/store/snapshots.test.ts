import assert from 'node:assert/strict';
import { stat } from 'node:fs/promises';
import type { Clock } from '../../../src/core/models/clock';
import { openWriter } from '../../../src/core/store/openWriter';
import { defaultSnapshotPolicy, exceeds } from '../../../src/core/store/snapshotPolicy';
import { workspaceFiles } from '../../../src/core/store/workspaceFiles';
import { faultyFiles } from './support/faultyFiles';
import { putResult, resultNumbers } from './support/rows';
import { snapshotsEvery } from './support/snapshots';
import { emptyWorkspace } from './support/workspace';

describe('a snapshot', () => {
  it('is due under way when the journal passes a third of the file, and when idle a sixteenth, but for small ones', () => {
    const { busy, idle } = defaultSnapshotPolicy;
    const mebibytes = (journal: number, file: number, limit: typeof busy) => exceeds(journal * 2 ** 20, file * 2 ** 20, limit);
    assert.deepEqual([31, 33].map((journal) => mebibytes(journal, 0, busy)), [false, true]);
    assert.deepEqual([99, 101].map((journal) => mebibytes(journal, 300, busy)), [false, true]);
    assert.deepEqual([0.06, 0.07].map((journal) => mebibytes(journal, 0, idle)), [false, true]);
    assert.deepEqual([18, 19].map((journal) => mebibytes(journal, 300, idle)), [false, true]);
  });

  it('empties the journal under way, and writes go on meanwhile', async () => {
    const workspace = emptyWorkspace();
    let renames = 0;
    const files = faultyFiles(({ name, file }) => {
      if (name === 'rename' && file.endsWith('workspace.db')) renames++;
    });
    const writer = await openWriter(workspace, { purpose: 'a test', files, snapshots: snapshotsEvery(2000) });
    renames = 0;
    const numbers = Array.from({ length: 40 }, (_, number) => number);
    const lanes = [0, 1, 2, 3].map(async (lane) => {
      for (const number of numbers.filter((each) => each % 4 === lane)) await writer.write([putResult(number)]);
    });
    await Promise.all(lanes);
    assert.ok(renames >= 4, `${renames} snapshots`);
    assert.ok((await stat(workspaceFiles(workspace).journal)).size < 10_000);
    assert.deepEqual(resultNumbers(writer), numbers);
    await writer.close();
  });

  it('is taken when nothing has been written for a while', async () => {
    const workspace = emptyWorkspace();
    const { journal } = workspaceFiles(workspace);
    const timers = new Set<() => void>();
    const clock: Clock = {
      now: () => 0,
      after(_, then) {
        timers.add(then);
        return () => timers.delete(then);
      },
    };
    const snapshots = { busy: { bytes: Infinity, share: 0 }, idle: { bytes: 500, share: 0 }, idleMs: 3000 };
    const writer = await openWriter(workspace, { purpose: 'a test', clock, snapshots });
    await writer.write([putResult(1, { result: '' })]);
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual([...timers], [], 'too small');
    await writer.write([putResult(2)]);
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal([...timers].length, 1);
    for (const wake of timers) wake();
    while ((await stat(journal)).size > 0);
    await writer.write([putResult(3)]);
    assert.deepEqual(resultNumbers(writer), [1, 2, 3]);
    await writer.close();
  });
});
