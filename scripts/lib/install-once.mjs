import { chmod, link, mkdir, mkdtemp, readFile, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { clearInterval, setInterval } from 'node:timers';
import { setTimeout as sleep } from 'node:timers/promises';
import { toolsFolder } from './paths.mjs';

/** A holder renews its lock every few seconds; one this old (in ms) belongs to a process that is gone. */
const abandonedAfter = 30_000;

/**
 * Fills a folder of the tools folder once and for all, and resolves with its path.
 *
 * The folder is filled under another name and renamed when it is complete: an interrupted installation starts again, and a
 * folder that exists is whole. Of several processes that want it, one fills it and the others wait.
 *
 * @param {{ name: string, label: string, fill: (folder: string) => Promise<void> }} tool
 * @returns {Promise<string>}
 */
export async function installOnce({ name, label, fill }) {
  const folder = join(toolsFolder, name);
  if (existsSync(folder)) return folder;

  await mkdir(toolsFolder, { recursive: true });
  const release = await lock(join(toolsFolder, `${name}.lock`), label);
  try {
    if (existsSync(folder)) return folder;
    await removeLeftovers(name);
    const staging = await mkdtemp(join(toolsFolder, `${name}.partial-`));
    const started = Date.now();
    console.error(`Installing ${label} into ${folder} (once) …`);
    await fill(staging);
    await chmod(staging, 0o755); // a temporary folder is its owner's only
    await rename(staging, folder);
    console.error(`Installed ${label} in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
    return folder;
  } finally {
    await release();
  }
}

async function removeLeftovers(name) {
  const entries = await readdir(toolsFolder);
  const leftovers = entries.filter((entry) => entry.startsWith(`${name}.partial-`));
  await Promise.all(leftovers.map((entry) => rm(join(toolsFolder, entry), { recursive: true, force: true })));
}

/** Waits for a lock file that names its holder's process, and resolves with the function that gives it back. */
async function lock(path, label) {
  // A link appears with its content, where a file that is created and then written can be read empty in between.
  const ticket = `${path}.${process.pid}`;
  await writeFile(ticket, String(process.pid));
  try {
    for (let announced = false; !(await tryLink(ticket, path)); announced = true) {
      if (await isAbandoned(path)) await rm(path, { force: true });
      else {
        if (!announced) console.error(`Waiting for another process that installs ${label} …`);
        await sleep(500);
      }
    }
  } finally {
    await rm(ticket, { force: true });
  }
  const renewal = setInterval(() => void utimes(path, new Date(), new Date()).catch(() => undefined), 5_000);
  return async () => {
    clearInterval(renewal);
    await rm(path, { force: true });
  };
}

async function tryLink(from, to) {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

async function isAbandoned(path) {
  try {
    const [holder, { mtimeMs }] = [Number(await readFile(path, 'utf8')), await stat(path)];
    return Date.now() - mtimeMs > abandonedAfter || !isAlive(holder);
  } catch (error) {
    if (error.code === 'ENOENT') return false; // given back in the meantime
    throw error;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
