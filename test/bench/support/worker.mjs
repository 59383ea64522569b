import { fork } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const onLinux = process.platform === 'linux';
const hasTaskset = (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, 'taskset')));
const usable = onLinux && hasTaskset ? usableCores(readFileSync('/proc/self/status', 'utf8')) : [];

/** Whether processes can be kept on one core each. */
export const canPin = usable.length >= 2;

/** What is measured gets one core and what serves it another, so that neither takes the other's time. */
export const cores = { measured: usable[0], serving: usable[1] };

/** From a list such as `0-3,8`. */
function usableCores(status) {
  const [, list = ''] = /^Cpus_allowed_list:\s*(\S+)/m.exec(status) ?? [];
  return list.split(',').flatMap((span) => {
    const [first, last = first] = span.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
}

/**
 * A Node process that answers one message at a time with `{ ok }` or `{ error }`, and says `{ ok }` once it is up.
 *
 * @param {string} module
 * @param {{ execPath: string, core: number | undefined, args?: string[], env?: NodeJS.ProcessEnv }} options
 */
export async function startWorker(module, { execPath, core, args = [], env = process.env }) {
  const child = fork(module, args, {
    env,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    ...(canPin ? { execPath: 'taskset', execArgv: ['-c', String(core), execPath] } : { execPath, execArgv: [] }),
  });
  const next = () =>
    new Promise((resolve, reject) => {
      const ended = (code) => reject(new Error(`${module} ended with exit code ${code}.`));
      child.once('exit', ended).once('message', (message) => {
        child.off('exit', ended);
        if ('error' in message) reject(new Error(message.error));
        else resolve(message.ok);
      });
    });
  const ready = await next();
  return {
    /** What the worker said when it was up. */
    ready,
    /** @param {Record<string, unknown>} message */
    ask(message) {
      const answer = next();
      child.send(message);
      return answer;
    },
    stop: () => child.kill(),
  };
}

/**
 * The other side: answers each message by the function that its `do` names.
 *
 * @param {unknown} ready
 * @param {Record<string, (message: any) => unknown>} tasks
 */
export function serveParent(ready, tasks) {
  process.on('message', async (message) => {
    try {
      process.send({ ok: await tasks[message.do](message) });
    } catch (error) {
      process.send({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  });
  process.once('disconnect', () => process.exit());
  process.send({ ok: ready });
}
