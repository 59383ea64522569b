import assert from 'node:assert/strict';
import { build, type Metafile } from 'esbuild';
import { vectraCore } from '../../../scripts/lib/vectra-core.mjs';

/** The source files that load with an output, without those that `import()` loads later. */
function loadedWith(metafile: Metafile, output: string, seen = new Set<string>()): string[] {
  if (seen.has(output)) return [];
  seen.add(output);
  const { inputs, imports } = metafile.outputs[output]!;
  const first = imports.filter(({ kind, external }) => kind === 'import-statement' && !external);
  return [...Object.keys(inputs), ...first.flatMap(({ path }) => loadedWith(metafile, path, seen))];
}

describe('the bundle of the command', function () {
  this.timeout(60_000);

  const bundle = () =>
    build({
      entryPoints: { cli: 'src/cli/main.ts' },
      outdir: 'out/cli-bundle',
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      write: false,
      metafile: true,
      plugins: [vectraCore],
      banner: { js: '// a banner' },
      logLevel: 'silent',
    });

  it('begins with the line that makes it a command, before any banner', async () => {
    const { outputFiles } = await bundle();
    const entry = outputFiles.find(({ path }) => path.endsWith('cli.js'));
    assert.ok(entry?.text.startsWith('#!/usr/bin/env node\n// a banner\n'), entry?.text.slice(0, 100));
  });

  it('loads no SDK, no database, no index and no model until one is asked', async () => {
    const { metafile } = await bundle();
    const loaded = loadedWith(metafile, 'out/cli-bundle/cli.js');
    const packages = new Set(loaded.flatMap((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []));
    assert.deepEqual([...packages].sort(), ['commander', 'csv-parse', 'leven', 'p-limit', 'yaml', 'yocto-queue', 'zod']);
    for (const later of ['openai', 'pg', 'mysql2', '@aws-sdk/client-s3', 'vectra']) {
      assert.ok(Object.keys(metafile.inputs).some((file) => file.includes(`node_modules/${later}/`)), `${later} is in it, for later`);
    }
  });
});
