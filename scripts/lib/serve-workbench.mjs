import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { hasDisplay } from './display.mjs';
import { root, toolsFolder } from './paths.mjs';
import { writeSettings } from './server-settings.mjs';
import { startServer } from './vscode-server.mjs';

const openers = {
  linux: (url) => ['xdg-open', [url]],
  darwin: (url) => ['open', [url]],
  win32: (url) => ['rundll32', ['url.dll,FileProtocolHandler', url]],
};

/**
 * Serves VS Code on a folder, with this repository's extension loaded, until Ctrl+C.
 *
 * @param {string} folder
 */
export async function serveWorkbench(folder) {
  const serverDataDir = join(toolsFolder, 'profile');
  await writeSettings(serverDataDir);
  const server = await startServer({ serverDataDir });
  const url = server.url({ folder, extensionDevelopmentPath: root });
  console.log(`\nVS Code on ${folder}, with the extension loaded:\n\n  ${url}\n\nCtrl+C ends it.`);
  if (hasDisplay()) openBrowser(url);

  await new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, resolve);
    void server.ended.then(resolve);
  });
  await server.stop();
}

function openBrowser(url) {
  const [command, args] = openers[process.platform]?.(url) ?? [];
  if (!command) return;
  // The address is on the screen: where no browser opens, nothing is lost.
  spawn(command, args, { stdio: 'ignore', detached: true }).on('error', () => undefined).unref();
}
