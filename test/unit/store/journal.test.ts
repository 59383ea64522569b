import assert from 'node:assert/strict';
import { cp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { openReader } from '../../../src/core/store/openReader';
import { openWriter } from '../../../src/core/store/openWriter';
import { workspaceFiles } from '../../../src/core/store/workspaceFiles';
import { putResult, resultNumbers } from './support/rows';
import { UnsafeDisk } from './support/unsafeDisk';
import { dropLock, emptyWorkspace } from './support/workspace';

const purpose = 'a test';

/** A workspace as a process leaves it that is killed after results 1 (in the database file) to 5 (in the journal). */
async function killedWorkspace(): Promise<string> {
  const workspace = emptyWorkspace();
  const first = await openWriter(workspace, { purpose });
  await first.write([putResult(1)]);
  await first.close();
  const second = await openWriter(workspace, { purpose });
  for (const number of [2, 3, 4, 5]) await second.write([putResult(number)]);
  const killed = emptyWorkspace();
  await cp(workspace, killed, { recursive: true });
  await second.close();
  await dropLock(killed);
  return killed;
}

/** The database file and the journal of such a workspace. */
async function killedFiles(): Promise<{ file: Buffer; journal: Buffer }> {
  const names = workspaceFiles(await killedWorkspace());
  const [file, journal] = await Promise.all([readFile(names.database), readFile(names.journal)]);
  return { file, journal };
}

/** What a reader and then a writer find in a workspace with that file and journal, on a disk in memory. */
async function openWith(file: Buffer, journal: Buffer) {
  const workspace = '/workspace';
  const names = workspaceFiles(workspace);
  const files = UnsafeDisk.holding({ [names.database]: file, [names.journal]: journal });
  const reader = await openReader(workspace, { files });
  const read = { numbers: resultNumbers(reader), warnings: [...reader.warnings] };
  await reader.close();
  const writer = await openWriter(workspace, { purpose, files });
  const written = { numbers: resultNumbers(writer), warnings: [...writer.warnings] };
  // It goes on from there, whatever it was.
  await writer.write([putResult(99)]);
  await writer.close();
  const again = await openReader(workspace, { files });
  assert.deepEqual(resultNumbers(again), [...written.numbers, 99]);
  assert.deepEqual(again.warnings, []);
  await again.close();
  return { read, written, remains: await files.list() };
}

describe('the journal', function () {
  this.timeout(60_000);

  it('loses nothing but the last record when it is cut anywhere in it, and says nothing of what was never acknowledged', async () => {
    const { file, journal } = await killedFiles();
    const start = journal.lastIndexOf('\n', journal.length - 2) + 1;
    for (let length = start; length <= journal.length; length++) {
      const { read, written } = await openWith(file, journal.subarray(0, length));
      assert.deepEqual(read, { numbers: length === journal.length ? [1, 2, 3, 4, 5] : [1, 2, 3, 4], warnings: [] }, `${length}`);
      // Only the line's end is missing: the writer, who knows that nobody else is writing, can tell.
      assert.deepEqual(written, { numbers: length >= journal.length - 1 ? [1, 2, 3, 4, 5] : [1, 2, 3, 4], warnings: [] }, `${length}`);
    }
  });

  it('opens with any bit flipped, loses at most what comes from there on, and says so', async () => {
    const { file, journal } = await killedFiles();
    const bit = fc.record({ byte: fc.integer({ min: 0, max: journal.length - 1 }), bit: fc.integer({ min: 0, max: 7 }) });
    // The last line feed, and each of the first bytes of each record.
    const starts = [0, ...[...journal.keys()].filter((at) => journal[at] === 0x0a).flatMap((at) => [at, at + 1])].filter((at) => at < journal.length);
    const examples = starts.flatMap((byte) => [0, 3, 5].map((bit): [{ byte: number; bit: number }] => [{ byte, bit }]));
    await fc.assert(
      fc.asyncProperty(bit, async ({ byte, bit }) => {
        const damaged = Buffer.from(journal);
        damaged[byte]! ^= 1 << bit;
        const whole = journal.subarray(0, byte).toString().split('\n').length - 1;
        const { read, written, remains } = await openWith(file, damaged);
        const before = [1, 2, 3, 4, 5].slice(0, 1 + whole);
        assert.deepEqual(read.numbers, before);
        // A last line feed that became something else takes nothing with it.
        if (byte === journal.length - 1) {
          assert.deepEqual(written, { numbers: [1, 2, 3, 4, 5], warnings: [] });
          return;
        }
        assert.deepEqual(written.numbers, before);
        assert.match(read.warnings.join(), new RegExp(`is damaged from byte \\d+ on: \\d writes? \\([\\d,]+ bytes\\) (is|are) lost`));
        assert.match(written.warnings.join(), /is damaged .* is kept in/s);
        assert.ok(remains.some((name) => name.includes('.damaged-')));
      }),
      { numRuns: 150, examples },
    );
  });

  it('says how many writes are missing when the database file is an older one', async () => {
    const workspace = await killedWorkspace();
    const names = workspaceFiles(workspace);
    const journal = await readFile(names.journal);
    await writeFile(names.journal, journal.subarray(journal.indexOf('\n') + 1));
    const reader = await openReader(workspace);
    assert.deepEqual(resultNumbers(reader), [1, 3, 4, 5]);
    assert.match(reader.warnings.join(), /older than its journal: 1 write between the two is lost/);
    await reader.close();
  });

  it('is refused, not cut, when it holds changes of a later version', async () => {
    const { encodeEntry } = await import('../../../src/core/store/journalLine');
    const workspace = await killedWorkspace();
    const names = workspaceFiles(workspace);
    const line = encodeEntry(6, '[{"change":"put-something-new","row":{}}]');
    const journal = Buffer.concat([await readFile(names.journal), Buffer.from(line)]);
    await writeFile(names.journal, journal);
    await assert.rejects(openWriter(workspace, { purpose }), { name: 'StoreError', message: /Update LLM Flow/ });
    assert.deepEqual(await readFile(names.journal), journal);
    assert.deepEqual((await readdir(names.folder)).filter((name) => name.includes('lock')), []);
  });

  it('follows a database file that is gone with what it has itself', async () => {
    const workspace = await killedWorkspace();
    await rm(path.join(workspace, '.llmflow/workspace.db'));
    const writer = await openWriter(workspace, { purpose });
    assert.deepEqual(resultNumbers(writer), [2, 3, 4, 5]);
    assert.equal(writer.warnings.length, 1);
    await writer.close();
  });
});
