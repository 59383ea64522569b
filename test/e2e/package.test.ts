import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPackage } from '../../scripts/lib/vsix.mjs';

describe('the built extension', () => {
  it('packs, manifest, README and all', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'llmflow-vsix-'));
    try {
      const vsix = join(folder, 'llmflow.vsix');
      await createPackage(vsix);
      // File names stand uncompressed in a zip archive's directory.
      const archive = await readFile(vsix, 'latin1');
      for (const file of ['dist/extension.js', 'dist/cli.js', 'dist/webview/canvas.js', 'media/icon.png']) {
        assert.ok(archive.includes(`extension/${file}`), `${file} is missing`);
      }
      assert.ok(!archive.includes('extension/src/'));
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
