import { createRequire } from 'node:module';
import { join } from 'node:path';
import { lazyPackages } from '../../../scripts/lib/lazy-packages.mjs';
import { outFolder, root } from '../../../scripts/lib/paths.mjs';
import { vectraCore } from '../../../scripts/lib/vectra-core.mjs';

// The peers of test/bench/node_modules bring older versions of some of our own libraries: ours are the root's.
const esbuild = createRequire(join(root, 'package.json'))('esbuild');
const alias = { yaml: join(root, 'node_modules/yaml') };

const folder = join(outFolder, 'bench');

const production = { bundle: true, minify: true, format: 'esm', legalComments: 'none', alias, logLevel: 'warning', absWorkingDir: root };

/**
 * Bundles a module for Node as the extension's own code is bundled.
 *
 * @param {string} entry relative to test/bench
 * @param {string} name
 * @returns {Promise<string>} the bundle
 */
export async function bundleForNode(entry, name) {
  await esbuild.build({
    ...production,
    entryPoints: { [name]: join(root, 'test/bench', entry) },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    platform: 'node',
    target: 'node20',
    splitting: true,
    chunkNames: `chunks/${name}-[hash]`,
    plugins: [vectraCore, lazyPackages],
    banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
  });
  return join(folder, `${name}.mjs`);
}

/**
 * Bundles pages for the browser, all with the same settings.
 *
 * @param {Record<string, string>} entryPoints relative to the root, by name
 * @returns {Promise<string>} the folder of the bundles
 */
export async function bundlePages(entryPoints) {
  const outdir = join(folder, 'pages');
  await esbuild.build({
    ...production,
    entryPoints,
    outdir,
    platform: 'browser',
    target: 'chrome128',
    define: { 'process.env.NODE_ENV': '"production"' },
    loader: { '.ttf': 'file', '.svg': 'file' },
  });
  return outdir;
}
