// npm run package: the production build as llmflow.vsix.
import { ensureDependencies } from './lib/dependencies.mjs';
import { mustRun } from './lib/run.mjs';

await ensureDependencies();
await mustRun(process.execPath, ['scripts/build.mjs', '--production']);
await mustRun(process.execPath, ['node_modules/@vscode/vsce/vsce', 'package', '--no-dependencies', '--allow-missing-repository', '--out', 'llmflow.vsix']);
