import { spawnSync } from 'node:child_process';
import { hasDisplay } from './display.mjs';
import { root } from './paths.mjs';
import { mustRun } from './run.mjs';

/** On Windows `code` is a batch file, which only a shell runs. */
const shell = process.platform === 'win32';

/**
 * The command of a desktop VS Code that can show a window from here.
 *
 * @returns {string | undefined}
 */
export function findDesktop() {
  // VS Code refuses to run as root, and in the terminal of a remote window `code` only talks to that window.
  if (!hasDisplay() || process.getuid?.() === 0 || process.env.VSCODE_IPC_HOOK_CLI) return undefined;
  const version = spawnSync('code', ['--version'], { encoding: 'utf8', timeout: 20_000, shell });
  const isDesktop = version.status === 0 && /^\d+\.\d+\.\d+/.test(version.stdout) && !/code-server/i.test(version.stdout);
  return isDesktop ? 'code' : undefined;
}

/**
 * Opens a folder in a new window with this repository's extension loaded.
 *
 * @param {string} command
 * @param {string} folder
 */
export async function openDesktop(command, folder) {
  const quote = (text) => (shell ? `"${text}"` : text);
  await mustRun(command, ['--new-window', quote(`--extensionDevelopmentPath=${root}`), quote(folder)], { shell });
}
