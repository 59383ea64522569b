import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './paths.mjs';

/**
 * Runs a command with this process's input and output, and resolves with its exit code (128 and up: ended by a signal).
 *
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>}
 */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 128));
  });
}

/**
 * Runs a script with the Node that runs this one and keeps what it prints, so that scripts side by side do not mix their lines.
 *
 * @param {string[]} args
 * @returns {Promise<{ succeeded: boolean, output: string }>}
 */
export function capture(args) {
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: root, maxBuffer: Infinity }, (error, stdout, stderr) => {
      resolve({ succeeded: error === null, output: stdout + stderr });
    });
  });
}

/** As `run`, but an exit code other than 0 is an error. */
export async function mustRun(command, args, options) {
  const code = await run(command, args, options);
  if (code !== 0) throw new Error(`\`${[command, ...args].join(' ')}\` ended with exit code ${code}.`);
}

/** Runs a script with the Node that runs this one. */
export const node = (args, options) => run(process.execPath, args, options);

/**
 * Runs npm, and fails when it fails. The npm that started us is preferred: on Windows `npm` is a batch file, which cannot be
 * spawned without a shell.
 */
export function npm(args, options) {
  const cli = process.env.npm_execpath;
  if (cli?.endsWith('.js')) return mustRun(process.execPath, [cli, ...args], options);
  return mustRun('npm', args, { shell: process.platform === 'win32', ...options });
}

/**
 * Installs packages into a folder of their own, without running their install scripts and whatever Node they ask for.
 *
 * @param {string} folder
 * @param {...string} packages `name@version`; none: the folder's own dependencies
 */
export async function npmInstall(folder, ...packages) {
  const manifest = join(folder, 'package.json');
  if (!existsSync(manifest)) await writeFile(manifest, '{ "private": true }');
  const quiet = ['--ignore-scripts', '--omit=dev', '--engine-strict=false', '--no-audit', '--no-fund', '--loglevel=error'];
  await npm(['install', ...quiet, ...packages], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
}
