// Builds the three worlds: host and command share chunks (ES modules, so that a provider's SDK loads when it is first used);
// the webview is one script and one style sheet. `--watch` keeps building, `--production` minifies.
import { chmod, cp, rm } from 'node:fs/promises';
import * as esbuild from 'esbuild';
import { lazyPackages } from './lib/lazy-packages.mjs';
import { vectraCore } from './lib/vectra-core.mjs';

const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');

/** @type {esbuild.BuildOptions} */
const common = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  logLevel: watch ? 'info' : 'warning',
  legalComments: production ? 'linked' : 'none',
};

/** @type {esbuild.BuildOptions[]} */
const builds = [
  {
    ...common,
    entryPoints: { extension: 'src/extension.ts', cli: 'src/cli/main.ts' },
    outdir: 'dist',
    chunkNames: 'chunks/[name]-[hash]',
    format: 'esm',
    splitting: true,
    platform: 'node',
    target: 'node20',
    external: ['vscode'],
    plugins: [vectraCore, lazyPackages],
    // CommonJS libraries inside an ES module still call require() for Node's own modules.
    banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
  },
  {
    ...common,
    entryPoints: { canvas: 'webview/canvas/main.tsx', table: 'webview/table/main.tsx' },
    outdir: 'dist/webview',
    format: 'esm',
    platform: 'browser',
    target: 'chrome128',
    define: { 'process.env.NODE_ENV': production ? '"production"' : '"development"' },
    loader: { '.ttf': 'file', '.svg': 'file' },
    assetNames: '[name]',
  },
];

await rm('dist', { recursive: true, force: true });
await Promise.all(builds.map((options) => esbuild.build(options))).catch(() => {
  // esbuild has printed what is wrong; a stack trace of this script would only hide it.
  if (!watch) process.exit(1);
});
await cp('node_modules/@vscode/codicons/dist', 'dist/webview/codicons', {
  recursive: true,
  filter: (source) => !/\.(csv|html|svg|json|ts|js)$/.test(source),
});
// For `dist/cli.js` as a command of its own; a failed build that is watched has none yet.
await chmod('dist/cli.js', 0o755).catch(() => undefined);
// Last, so that “[watch] build finished”, which F5 waits for, means that all of dist is there.
if (watch) for (const options of builds) await (await esbuild.context(options)).watch();
