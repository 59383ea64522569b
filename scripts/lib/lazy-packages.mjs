import { isBuiltin } from 'node:module';

/** Packages know how their own parts come to be loaded. */
const inPackage = /[\\/]node_modules[\\/]/;

/**
 * Gives a CommonJS package that is imported lazily its named exports. Node finds them, so the tests see them; in a split
 * bundle esbuild leaves nothing but the default export, and `(await import('x')).name` is undefined.
 *
 * @type {import('esbuild').Plugin}
 */
export const lazyPackages = {
  name: 'lazy-packages',
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, ({ path, kind, resolveDir }) => {
      if (kind !== 'dynamic-import' || isBuiltin(path) || inPackage.test(resolveDir)) return undefined;
      return { path, namespace: 'lazy-package', pluginData: resolveDir };
    });
    build.onLoad({ filter: /.*/, namespace: 'lazy-package' }, async ({ path, pluginData: resolveDir }) => {
      const names = Object.keys(await import(path)).filter((name) => name !== 'module.exports');
      return { contents: `export { ${names.join(', ')} } from ${JSON.stringify(path)};`, resolveDir };
    });
  },
};
