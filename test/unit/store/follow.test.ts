import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import * as z from 'zod';
import type { OpenFile } from '../../../src/core/store/fileLayer';
import { nodeFiles } from '../../../src/core/store/nodeFiles';
import { openReader } from '../../../src/core/store/openReader';
import { openWriter } from '../../../src/core/store/openWriter';
import { startProcess } from './support/childProcess';
import { putResult, resultNumbers } from './support/rows';
import { snapshotsAlways, snapshotsAtClose } from './support/snapshots';
import { emptyWorkspace } from './support/workspace';

const pairs = 1500;

describe('a reader', function () {
  this.timeout(60_000);

  it('follows a writer in another process, through hundreds of snapshots, and never sees half a write', async () => {
    const workspace = emptyWorkspace();
    const reader = await openReader(workspace);
    const child = await startProcess('writePairs', workspace, String(pairs), '5000');
    let seen = 0;
    let steps = 0;
    for (let running = true; running; ) {
      running = child.process.exitCode === null;
      const acknowledged = child.lines.length;
      const gained = await reader.refresh();
      const count = z.object({ results: z.number(), rows: z.number(), last: z.number() });
      const [found] = reader.query(
        'SELECT (SELECT count(*) FROM results) AS results, (SELECT count(*) FROM source_data) AS rows, ' +
          "coalesce((SELECT max(CAST(substr(result_id, 8) AS INTEGER)) FROM results) + 1, 0) AS last",
        [],
        count,
      );
      assert.ok(found);
      assert.equal(found.rows, found.results, 'half a write');
      assert.equal(found.last, found.results, 'a hole');
      assert.ok(found.results >= acknowledged, `${found.results} of ${acknowledged} acknowledged results`);
      assert.equal(gained, found.results !== seen);
      assert.ok(found.results >= seen);
      if (gained) steps++;
      seen = found.results;
    }
    assert.equal(await child.ended(), 0);
    await reader.refresh();
    assert.equal(resultNumbers(reader).length, pairs);
    assert.deepEqual(reader.warnings, []);
    assert.ok(steps > 20, `${steps} steps`);
    await reader.close();
  });

  it('that loads between a snapshot and the emptying of the journal goes on with the new journal', async () => {
    const workspace = emptyWorkspace();
    const pause = new EventEmitter();
    const first = await openWriter(workspace, { purpose: 'a test', files: { ...nodeFiles, open: openPausing } });
    await first.write([putResult(1)]);
    const closed = first.close();
    const [goOn] = (await once(pause, 'truncate')) as [() => void];
    const reader = await openReader(workspace);
    assert.deepEqual(resultNumbers(reader), [1]);
    goOn();
    await closed;

    // Takes as many bytes in the journal as the one before.
    const second = await openWriter(workspace, { purpose: 'a test' });
    await second.write([putResult(2)]);
    assert.equal(await reader.refresh(), true);
    assert.deepEqual(resultNumbers(reader), [1, 2]);
    await Promise.all([second.close(), reader.close()]);

    async function openPausing(file: string, mode: 'append' | 'create'): Promise<OpenFile> {
      const opened = await nodeFiles.open(file, mode);
      return {
        ...opened,
        async truncate() {
          // At the opening nobody listens.
          if (pause.listenerCount('truncate') > 0) await new Promise<void>((resolve) => pause.emit('truncate', resolve));
          await opened.truncate();
        },
      };
    }
  });

  for (const [when, snapshots] of [
    ['after each write', snapshotsAlways],
    ['only at the end', snapshotsAtClose],
  ] as const) {
    it(`sees what is acknowledged with a snapshot ${when}`, async () => {
      const workspace = emptyWorkspace();
      const writer = await openWriter(workspace, { purpose: 'a test', snapshots });
      const reader = await openReader(workspace);
      for (let number = 0; number < 50; number++) {
        await writer.write([putResult(number)]);
        // Two at once are one.
        assert.deepEqual(await Promise.all([reader.refresh(), reader.refresh()]), [true, true]);
        assert.equal(resultNumbers(reader).length, number + 1);
        assert.equal(await reader.refresh(), false);
      }
      await writer.close();
      assert.equal(await reader.refresh(), false);
      assert.equal(resultNumbers(reader).length, 50);
      await reader.close();
    });
  }
});
