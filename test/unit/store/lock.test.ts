import assert from 'node:assert/strict';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { acquireLock } from '../../../src/core/store/lock';
import { nodeFiles } from '../../../src/core/store/nodeFiles';
import { openWriter } from '../../../src/core/store/openWriter';
import { thisProcess } from '../../../src/core/store/processState';
import { workspaceFiles, type WorkspaceFiles } from '../../../src/core/store/workspaceFiles';
import { startProcess } from './support/childProcess';
import { emptyWorkspace } from './support/workspace';

async function lockedBy(change: Record<string, unknown>): Promise<WorkspaceFiles> {
  const names = workspaceFiles(emptyWorkspace());
  await mkdir(names.folder);
  await writeFile(names.lock, await holder(change));
  return names;
}

async function holder(change: Record<string, unknown>): Promise<string> {
  const token = crypto.randomUUID();
  return JSON.stringify({ ...(await thisProcess()), token, purpose: 'an earlier run', since: '2026-11-20T10:00:00.000Z', ...change });
}

describe('the lock', function () {
  this.timeout(60_000);

  it('refuses a second writer, who is told who holds it, since when and for what', async () => {
    const workspace = emptyWorkspace();
    const first = await openWriter(workspace, { purpose: 'table run of a.llmflow' });
    const { since } = JSON.parse(await readFile(workspaceFiles(workspace).lock, 'utf8')) as { since: string };
    await assert.rejects(openWriter(workspace, { purpose: 'ingest' }), {
      name: 'StoreError',
      message:
        `The workspace database in ${workspaceFiles(workspace).folder} is being written by “table run of a.llmflow” ` +
        `(process ${process.pid} on ${hostname()}, since ${since}). Wait for it to end, or stop it; then try again.`,
    });
    await first.close();
    await (await openWriter(workspace, { purpose: 'ingest' })).close();
  });

  it('of another process is respected while that lives, and taken over at once when it was killed', async () => {
    const workspace = emptyWorkspace();
    const child = await startProcess('writeResults', workspace, '0', '1000000');
    await child.said(1);
    await assert.rejects(openWriter(workspace, { purpose: 'a test' }), { message: new RegExp(`“writing results” \\(process ${child.process.pid} `) });
    await child.kill();
    const writer = await openWriter(workspace, { purpose: 'a test' });
    await writer.close();
  });

  for (const [what, change, dead] of [
    ['whose number was given to another process', { started: 'before' }, true],
    ['that ran before the system was started', { boot: 'before' }, true],
    ['that has ended', { pid: 2 ** 30 }, true],
    ['on another computer', { host: 'elsewhere' }, false],
    ['in another container', { namespace: 'pid:[1]' }, false],
  ] as const) {
    it(`of a process ${what} is ${dead ? 'taken over' : 'left alone, with what to do'}`, async () => {
      const names = await lockedBy(change);
      if (!dead) {
        await assert.rejects(acquireLock(nodeFiles, names, 'a test'), { message: /cannot be seen from here\. If it has ended, delete .*workspace\.lock/ });
        return;
      }
      const lock = await acquireLock(nodeFiles, names, 'a test');
      assert.ok(await lock.isHeld());
      await lock.release();
      assert.deepEqual(await readdir(names.folder), []);
    });
  }

  it('that is damaged is taken over', async () => {
    const names = await lockedBy({});
    for (const content of ['', '{"token":"../../x"}', '\0\0\0']) {
      await writeFile(names.lock, content);
      await (await acquireLock(nodeFiles, names, 'a test')).release();
      assert.deepEqual(await readdir(names.folder), []);
    }
  });

  it('of a dead process goes to exactly one of those who take it, even if an earlier taker died half-way', async () => {
    for (let round = 0; round < 60; round++) {
      const names = await lockedBy({ started: 'before' });
      const { token } = JSON.parse(await readFile(names.lock, 'utf8')) as { token: string };
      if (round % 2 === 1) await writeFile(`${names.lock}.${token}.next`, await holder({ started: 'before' }));
      const takers = await Promise.allSettled(Array.from({ length: 6 }, () => acquireLock(nodeFiles, names, 'a test')));
      const winners = takers.flatMap((taker) => (taker.status === 'fulfilled' ? [taker.value] : []));
      assert.equal(winners.length, 1, `round ${round}`);
      assert.ok(await winners[0]?.isHeld());
      for (const taker of takers) if (taker.status === 'rejected') assert.match(String(taker.reason), /is being written by “a test”/);
      assert.deepEqual(await readdir(names.folder), ['workspace.lock']);
    }
  });

  it('is held by one of several processes at a time, which keep dying on it', async () => {
    const workspace = emptyWorkspace();
    await mkdir(workspaceFiles(workspace).folder);
    const takers = await Promise.all(Array.from({ length: 3 }, () => startProcess('takeLock', workspace, '60')));
    assert.deepEqual(await Promise.all(takers.map((taker) => taker.ended())), [0, 0, 0]);
  });
});
