import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { build, type Metafile } from 'esbuild';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** The packages that loading a module loads, and those that it may load later. */
async function packagesOf(entry: string): Promise<{ atOnce: Set<string>; later: Set<string> }> {
  const { metafile } = await build({
    entryPoints: [entry],
    absWorkingDir: root,
    bundle: true,
    write: false,
    metafile: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
  });
  const packages = { atOnce: new Set<string>(), later: new Set<string>() };
  for (const { imports } of Object.values<Metafile['inputs'][string]>(metafile.inputs)) {
    for (const { path, kind, external } of imports) {
      if (external && !path.startsWith('node:')) packages[kind === 'dynamic-import' ? 'later' : 'atOnce'].add(path);
    }
  }
  return packages;
}

describe('loading the models', () => {
  it('loads no SDK and no word list before the first call', async () => {
    const { atOnce, later } = await packagesOf('src/core/models/registry.ts');
    assert.deepEqual([...atOnce], ['zod']);
    assert.deepEqual([...later].sort(), ['@anthropic-ai/sdk', 'openai', 'stopword', 'vader-sentiment']);
  });

  it('loads nothing at all for the catalog', async () => {
    const { atOnce, later } = await packagesOf('src/core/models/catalog.ts');
    assert.deepEqual([...atOnce, ...later], []);
  });
});
