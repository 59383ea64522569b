import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { root } from '../../../scripts/lib/paths.mjs';
import { canPin, cores } from './worker.mjs';

const usage = pathToFileURL(join(root, 'test/bench/support/usage.mjs')).href;

/**
 * Runs a script in a process of its own from start to end, and measures the whole of it.
 *
 * @param {string} node
 * @param {readonly string[]} args the script and what it is told
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<{ ms: number, cpuMs: number, peakMb: number }>} peak memory in MiB
 */
export async function measureProcess(node, args, { cwd, env = {} }) {
  const file = join(cwd, 'usage.json');
  const command = [...(canPin ? ['taskset', '-c', String(cores.measured)] : []), node, '--import', usage, ...args];
  const start = performance.now();
  const child = spawn(command[0], command.slice(1), { cwd, env: { ...process.env, ...env, BENCH_USAGE: file }, stdio: ['ignore', 'ignore', 'pipe'] });
  const [[status], errors] = await Promise.all([once(child, 'exit'), text(child.stderr)]);
  const ms = performance.now() - start;
  if (status !== 0) throw new Error(`${args.join(' ')} ended with exit code ${status}.\n${errors}`);
  return { ms, ...JSON.parse(await readFile(file, 'utf8')) };
}
