import { execFile } from 'node:child_process';
import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { promisify } from 'node:util';
import type { ProcessIdentity } from './processIdentity';
import { errorCode } from './storeFailure';

let own: Promise<ProcessIdentity> | undefined;

export function thisProcess(): Promise<ProcessIdentity> {
  own ??= identify();
  return own;
}

async function identify(): Promise<ProcessIdentity> {
  const [started, boot, namespace] = await Promise.all([
    startOf(process.pid),
    readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => ''),
    readlink('/proc/self/ns/pid').catch(() => ''),
  ]);
  return { pid: process.pid, started: started ?? '', host: hostname(), boot: boot.trim(), namespace };
}

/** `unknown` for a process that cannot be seen from here: on another computer, or in another container. */
export type ProcessState = 'running' | 'ended' | 'unknown';

export async function processState(other: ProcessIdentity): Promise<ProcessState> {
  const here = await thisProcess();
  if (other.host !== here.host) return 'unknown';
  if (other.boot !== here.boot) return 'ended';
  if (other.namespace !== here.namespace) return 'unknown';
  const started = await startOf(other.pid);
  if (started === undefined) return 'ended';
  return started === '' || other.started === '' || started === other.started ? 'running' : 'ended';
}

/** Undefined if there is no such process; empty if there is, but not when it started. */
async function startOf(pid: number): Promise<string | undefined> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is another user's.
    if (errorCode(error) !== 'EPERM') return undefined;
  }
  return process.platform === 'linux' ? startOnLinux(pid) : startElsewhere(pid);
}

async function startOnLinux(pid: number): Promise<string | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'latin1');
    // The second field is the program's name in parentheses, which may itself hold spaces and parentheses.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state] = fields;
    // It has ended, and its parent has not taken note yet.
    if (state === 'Z' || state === 'X') return undefined;
    return fields[19] ?? '';
  } catch (error) {
    return errorCode(error) === 'ENOENT' || errorCode(error) === 'ESRCH' ? undefined : '';
  }
}

async function startElsewhere(pid: number): Promise<string> {
  const [command, parameters] =
    process.platform === 'win32'
      ? (['powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', `(Get-Process -Id ${pid}).StartTime.ToFileTimeUtc()`]] as const)
      : (['ps', ['-o', 'lstart=', '-p', String(pid)]] as const);
  try {
    const { stdout } = await promisify(execFile)(command, parameters, { env: { ...process.env, LC_ALL: 'C', TZ: 'UTC0' }, windowsHide: true });
    return stdout.trim();
  } catch {
    return '';
  }
}
