// npm run package: the production build as llmflow.vsix.
import { join } from 'node:path';
import { ensureDependencies } from './lib/dependencies.mjs';
import { root } from './lib/paths.mjs';
import { mustRun } from './lib/run.mjs';

await ensureDependencies();
await mustRun(process.execPath, ['scripts/build.mjs', '--production']);
const { createPackage } = await import('./lib/vsix.mjs');
await createPackage(join(root, 'llmflow.vsix'));
