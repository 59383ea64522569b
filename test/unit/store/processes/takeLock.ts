// Takes the lock again and again, and half the times leaves it behind like a process that was killed: takeLock WORKSPACE COUNT
import { closeSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { acquireLock } from '../../../../src/core/store/lock';
import { nodeFiles } from '../../../../src/core/store/nodeFiles';
import { StoreError } from '../../../../src/core/store/store';
import { workspaceFiles } from '../../../../src/core/store/workspaceFiles';

const [workspace = '', count] = process.argv.slice(2);
const names = workspaceFiles(workspace);
const alone = `${names.folder}/alone`;

for (let taken = 0; taken < Number(count); ) {
  try {
    const lock = await acquireLock(nodeFiles, names, `process ${process.pid}`);
    taken++;
    // Fails if another process is in here too.
    closeSync(openSync(alone, 'wx'));
    await sleep(Math.random() * 2);
    rmSync(alone);
    if (Math.random() < 0.5) {
      await lock.release();
    } else {
      const dead = JSON.stringify({ ...JSON.parse(readFileSync(names.lock, 'utf8')), started: 'before' });
      writeFileSync(`${names.folder}/dead-${process.pid}`, dead);
      renameSync(`${names.folder}/dead-${process.pid}`, names.lock);
    }
  } catch (error) {
    if (!(error instanceof StoreError) || !error.message.includes('is being written by')) throw error;
    await sleep(Math.random() * 2);
  }
}
