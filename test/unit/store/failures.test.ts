import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openReader } from '../../../src/core/store/openReader';
import { openWriter } from '../../../src/core/store/openWriter';
import { StoreError } from '../../../src/core/store/store';
import { faultyFiles, systemError, type Operation } from './support/faultyFiles';
import { putResult, resultNumbers } from './support/rows';
import { snapshotsAlways } from './support/snapshots';
import { emptyWorkspace } from './support/workspace';

const purpose = 'a test';

/** Files of which the operations that `fails` picks fail with `code`, from when it is switched on. */
function failingFiles(code: string, fails: (operation: Operation) => boolean) {
  const state = { on: false };
  const files = faultyFiles((operation) => {
    if (state.on && fails(operation)) throw systemError(code);
  });
  return { files, state };
}

const journalWrite = ({ name, file }: Operation) => name === 'write' && file.endsWith('.journal');
const journalSync = ({ name, file }: Operation) => name === 'sync' && file.endsWith('.journal');

describe('a file system that fails', () => {
  for (const [what, code, operation, advice] of [
    ['a full disk', 'ENOSPC', journalWrite, /disk is full\. Free some space/],
    ['a disk that loses what it is given', 'EIO', journalSync, /disk reported an error/],
  ] as const) {
    it(`${what}: the whole group is rejected, nothing is acknowledged after it, and all before it is there`, async () => {
      const workspace = emptyWorkspace();
      const { files, state } = failingFiles(code, operation);
      const writer = await openWriter(workspace, { purpose, files });
      await writer.write([putResult(1)]);
      state.on = true;
      const outcomes = await Promise.allSettled([writer.write([putResult(2)]), writer.write([putResult(3)])]);
      for (const outcome of outcomes) {
        assert.equal(outcome.status, 'rejected');
        assert.ok(outcome.reason instanceof StoreError);
        assert.match(outcome.reason.message, advice);
        assert.ok(outcome.reason.message.includes('workspace.journal'), outcome.reason.message);
      }
      assert.deepEqual(resultNumbers(writer), [1]);
      state.on = false;
      await assert.rejects(writer.write([putResult(4)]), advice);
      await writer.close();

      const next = await openWriter(workspace, { purpose });
      assert.ok(resultNumbers(next).includes(1) && !resultNumbers(next).includes(4));
      assert.deepEqual(next.warnings, []);
      await next.write([putResult(2), putResult(5)]);
      await next.close();
    });
  }

  it('no room for a snapshot: the journal goes on, and the next opening has everything', async () => {
    const workspace = emptyWorkspace();
    const { files, state } = failingFiles('ENOSPC', ({ file }) => file.includes('workspace.db'));
    const writer = await openWriter(workspace, { purpose, files, snapshots: snapshotsAlways });
    state.on = true;
    for (const number of [1, 2, 3]) await writer.write([putResult(number)]);
    await writer.close();
    const reader = await openReader(workspace);
    assert.deepEqual(resultNumbers(reader), [1, 2, 3]);
    await reader.close();
    await assert.rejects(openWriter(workspace, { purpose, files }), { name: 'StoreError', message: /disk is full/ });
    const next = await openWriter(workspace, { purpose });
    assert.deepEqual(resultNumbers(next), [1, 2, 3]);
    await next.close();
  });

  it('a read-only folder: readers read, a writer is told', async () => {
    const workspace = emptyWorkspace();
    const first = await openWriter(workspace, { purpose });
    await first.write([putResult(1)]);
    await first.close();
    const { files, state } = failingFiles('EROFS', () => true);
    state.on = true;
    await assert.rejects(openWriter(workspace, { purpose, files }), {
      name: 'StoreError',
      message: /\.llmflow cannot be written: the file system is read-only\. Open the workspace from a place/,
    });
    const reader = await openReader(workspace, { files });
    assert.deepEqual(resultNumbers(reader), [1]);
    await reader.close();
  });

  it('a file where the folder should be', async () => {
    const workspace = emptyWorkspace();
    await writeFile(path.join(workspace, '.llmflow'), '');
    await assert.rejects(openWriter(workspace, { purpose }), { name: 'StoreError', message: /a file stands where a folder should be/ });
  });

  for (const [what, content] of [
    ['is no database', 'not SQLite at all, though long enough to have a header of a hundred bytes'.repeat(20)],
    ['is empty', ''],
  ] as const) {
    it(`a database file that ${what} is refused and left alone`, async () => {
      const workspace = emptyWorkspace();
      const file = path.join(workspace, '.llmflow/workspace.db');
      await mkdir(path.dirname(file));
      await writeFile(file, content);
      for (const open of [() => openReader(workspace), () => openWriter(workspace, { purpose })]) {
        await assert.rejects(open, { name: 'StoreError', message: /workspace\.db cannot be read: .* move it away to begin with empty tables/s });
      }
      assert.equal(await readFile(file, 'utf8'), content);
      assert.equal(existsSync(path.join(workspace, '.llmflow/workspace.lock')), false);
    });
  }

  it('a folder that is removed under the writer: no snapshot, and it says so', async () => {
    const workspace = emptyWorkspace();
    const writer = await openWriter(workspace, { purpose, snapshots: snapshotsAlways });
    await rm(path.join(workspace, '.llmflow'), { recursive: true });
    await writer.write([putResult(1)]);
    await assert.rejects(writer.write([putResult(2)]), { name: 'StoreError', message: /workspace\.lock was removed/ });
    await writer.close();
    assert.equal(existsSync(path.join(workspace, '.llmflow')), false);
  });
});
