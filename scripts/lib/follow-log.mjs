import { Buffer } from 'node:buffer';
import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Prints what another process appends to a file, which may not exist yet, until it is stopped.
 *
 * @param {string} path
 */
export function followLog(path) {
  let [position, running] = [0, true];
  const printMore = async () => {
    if (!existsSync(path)) return;
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read({ position, buffer: Buffer.alloc(1 << 20) });
      process.stdout.write(buffer.subarray(0, bytesRead));
      position += bytesRead;
    } finally {
      await file.close();
    }
  };
  const done = (async () => {
    for (; running; await sleep(100)) await printMore();
    await printMore();
  })();
  return {
    async stop() {
      running = false;
      await done;
    },
  };
}
