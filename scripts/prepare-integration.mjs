// What F5 needs before the launch configuration “Integration tests”: the bundled tests, and a workspace that they may change.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleIntegrationTests } from './lib/integration-bundle.mjs';
import { outFolder, root } from './lib/paths.mjs';
import { copyTo } from './lib/workspace.mjs';

await bundleIntegrationTests();
const workspace = join(outFolder, 'test/workspace/sample');
await rm(workspace, { recursive: true, force: true });
await copyTo(join(root, 'media/sample'), workspace);
