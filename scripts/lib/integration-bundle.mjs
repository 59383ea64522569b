import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { outFolder, root } from './paths.mjs';

/**
 * Bundles the integration tests as the ES modules that the extension host loads.
 *
 * @returns {Promise<string>} the module with `run()`
 */
export async function bundleIntegrationTests() {
  const esbuild = await import('esbuild');
  const source = join(root, 'test/integration');
  const outdir = join(outFolder, 'test/integration');
  const tests = (await readdir(source, { recursive: true })).filter((file) => file.endsWith('.test.ts'));
  await rm(outdir, { recursive: true, force: true });
  await esbuild.build({
    entryPoints: [join(source, 'index.ts'), ...tests.map((file) => join(source, file))],
    outdir,
    outbase: source,
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    sourcemap: 'linked',
    logLevel: 'warning',
  });
  return join(outdir, 'index.js');
}
