import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { listFiles, PackageManager } from '@vscode/vsce';

const shipped = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'dist/chunks/openai-A1B2C3.js',
  'dist/cli.js',
  'dist/extension.js',
  'dist/webview/canvas.css',
  'dist/webview/canvas.js',
  'dist/webview/codicons/codicon.ttf',
  'dist/webview/table.css',
  'dist/webview/table.js',
  'media/llmflow.tmLanguage.json',
  'media/sample/problems/syntax.llmflow',
  'media/sample/reviews.llmflow',
];

const keptBack = [
  '.env',
  '.llmflow/workspace.db',
  '.vscode/launch.json',
  '.vscode-test/node-24/package.json',
  'dist/extension.js.map',
  'dist/webview/canvas.js.map',
  'docs/architecture.md',
  'media/sample/.llmflow/workspace.db',
  'node_modules/zod/index.js',
  'out/reports/unit.json',
  'package-lock.json',
  'scripts/build.mjs',
  'src/extension.ts',
  'test/unit/package/listing.test.ts',
  'tsconfig.base.json',
  'webview/canvas/main.tsx',
];

describe('the package', () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'llmflow-package-'));
    for (const path of [...shipped, ...keptBack]) {
      await mkdir(join(folder, dirname(path)), { recursive: true });
      await writeFile(join(folder, path), '');
    }
    for (const path of ['.vscodeignore', 'package.json']) await cp(path, join(folder, path));
  });
  after(() => rm(folder, { recursive: true }));

  it('holds the bundles and the media, and nothing else of the repository', async () => {
    const listing = await listFiles({ cwd: folder, packageManager: PackageManager.None });
    assert.deepEqual(listing.sort(), [...shipped, 'package.json'].sort());
  });
});
