import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { URLSearchParams } from 'node:url';
import { installOnce } from './install-once.mjs';
import { findNode24 } from './node24.mjs';
import { npmInstall } from './run.mjs';

const version = '4.139.1';

/**
 * @typedef {object} Server
 * @property {number} port
 * @property {(page: { folder: string, extensionDevelopmentPath?: string, extensionTestsPath?: string }) => string} url
 *   the workbench on a folder, with an extension loaded from its own folder; with a tests path the module there runs in the
 *   extension host
 * @property {Promise<unknown>} ended resolves when the server is gone, asked or not
 * @property {() => Promise<void>} stop ends the server and all that it started
 */

/**
 * Installs the VS Code server inside npm's `code-server` once: no root, nothing to compile.
 *
 * @returns {Promise<{ node: string, main: string }>} the Node that runs it and its script
 */
export async function installServer() {
  const [node, folder] = await Promise.all([
    findNode24(),
    installOnce({ name: `vscode-server-${version}`, label: `the VS Code server ${version} (about 600 MB)`, fill: download }),
  ]);
  return { node, main: join(vscodeIn(folder), 'out/server-main.js') };
}

const vscodeIn = (folder) => join(folder, 'node_modules/code-server/lib/vscode');

async function download(folder) {
  await npmInstall(folder, `code-server@${version}`);
  await npmInstall(vscodeIn(folder));
}

/**
 * Starts a server on a free port of this machine; its log goes to `server.log` in the data folder.
 *
 * @param {{ serverDataDir: string, env?: NodeJS.ProcessEnv, hasTrust?: boolean }} options `hasTrust`: whether VS Code tells workspaces that
 *   are trusted from others; without it, all are
 * @returns {Promise<Server>}
 */
export async function startServer({ serverDataDir, env = {}, hasTrust = false }) {
  const { node, main } = await installServer();
  await mkdir(serverDataDir, { recursive: true });
  const args = [
    ...['--host', '127.0.0.1', '--port', '0', '--server-data-dir', serverDataDir, '--telemetry-level', 'off'],
    ...['--without-connection-token', '--accept-server-license-terms', '--enable-smoke-test-driver'],
    ...(hasTrust ? [] : ['--disable-workspace-trust']),
  ];
  // A process group of its own, so that its extension hosts and watchers end with it.
  const child = spawn(node, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe'], detached: true, env: { ...withoutVsCode(process.env), ...env } });
  const log = createWriteStream(join(serverDataDir, 'server.log'));
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });

  const ended = new Promise((resolve) => child.once('exit', resolve));
  const kill = (signal) => {
    try {
      process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal);
    } catch (error) {
      if (error.code !== 'ESRCH') throw error;
    }
  };
  const killAtExit = () => kill('SIGKILL');
  process.once('exit', killAtExit);

  const port = await listening(child, log.path);
  return {
    port,
    ended,
    url: (page) => workbenchUrl(port, page),
    async stop() {
      kill('SIGTERM');
      await Promise.race([ended, sleep(3_000, undefined, { ref: false })]);
      kill('SIGKILL');
      process.off('exit', killAtExit);
    },
  };
}

/** A terminal inside VS Code sets variables that point a second VS Code at the first. */
function withoutVsCode(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(VSCODE_|ELECTRON_)/.test(name)));
}

/** @returns {Promise<number>} the port, once the server accepts connections */
function listening(child, log) {
  return new Promise((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      const port = /^Extension host agent listening on (\d+)/.exec(line)?.[1];
      if (port) resolve(Number(port));
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`The VS Code server ended with exit code ${code} before it was ready; see ${log}.`)));
  });
}

function workbenchUrl(port, { folder, extensionDevelopmentPath, extensionTestsPath }) {
  const remote = (path) => `vscode-remote://127.0.0.1:${port}${path}`;
  const payload = Object.entries({ extensionDevelopmentPath, extensionTestsPath })
    .filter(([, path]) => path !== undefined)
    .map(([key, path]) => [key, remote(path)]);
  const query = new URLSearchParams({ folder, ...(payload.length > 0 && { payload: JSON.stringify(payload) }) });
  return `http://127.0.0.1:${port}/?${query}`;
}
