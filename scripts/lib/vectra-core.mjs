import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** What src/core/knowledge/index builds on, by the module in Vectra's lib/ that has it. */
const parts = { LocalIndex: 'LocalIndex.js', ItemSelector: 'ItemSelector.js', LocalFileStorage: 'storage/LocalFileStorage.js', JsonCodec: 'codecs/JsonCodec.js' };

/**
 * Takes the vector index out of Vectra, and leaves the rest (its server, crawler, tokenizers, SDKs: 9 MB) behind. The index itself
 * loads the libraries of its own BM25 and of its other codec, which it is never asked for.
 *
 * @type {import('esbuild').Plugin}
 */
export const vectraCore = {
  name: 'vectra-core',
  setup(build) {
    const lib = dirname(createRequire(import.meta.url).resolve('vectra'));
    build.onResolve({ filter: /^vectra$/ }, ({ path }) => ({ path, namespace: 'vectra-core' }));
    build.onLoad({ filter: /.*/, namespace: 'vectra-core' }, () => ({
      contents: Object.entries(parts)
        .map(([name, file]) => `export { ${name} } from ${JSON.stringify(join(lib, file))};`)
        .join('\n'),
      resolveDir: lib,
    }));
    build.onResolve({ filter: /^(wink-.*|protobufjs)$/ }, ({ path, resolveDir }) =>
      resolveDir.startsWith(lib) ? { path, namespace: 'left-out-of-vectra' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'left-out-of-vectra' }, ({ path }) => ({
      contents: `module.exports = () => { throw new Error(${JSON.stringify(`${path} is not in this bundle (scripts/lib/vectra-core.mjs).`)}); };`,
    }));
  },
};
