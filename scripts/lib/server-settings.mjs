import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a fresh profile would greet its user with, switched off. */
const quiet = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'extensions.ignoreRecommendations': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'update.mode': 'none',
  'telemetry.telemetryLevel': 'off',
  'git.openRepositoryInParentFolders': 'never',
  'git.showProgress': false,
  'files.autoSave': 'off', // a browser's default is to save after a delay, unlike the desktop's
};

/**
 * Writes the user settings that a server reads before its first page: `quiet` and, over it, `settings`.
 *
 * @param {string} serverDataDir
 * @param {Record<string, unknown>} [settings]
 */
export async function writeSettings(serverDataDir, settings = {}) {
  const text = JSON.stringify({ ...quiet, ...settings }, undefined, 2);
  // A window on a server takes settings of machine scope from the server's own file, the others from the user's.
  for (const folder of ['data/User', 'data/Machine']) {
    await mkdir(join(serverDataDir, folder), { recursive: true });
    await writeFile(join(serverDataDir, folder, 'settings.json'), text);
  }
}
