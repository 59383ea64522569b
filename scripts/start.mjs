// npm start: installs, builds, runs the sample workflow in the terminal, opens VS Code on the sample workspace.
// `--headless` stops after the terminal run.
import { join } from 'node:path';
import { ensureDependencies } from './lib/dependencies.mjs';
import { root } from './lib/paths.mjs';
import { mustRun, node } from './lib/run.mjs';

const sample = join(root, 'media/sample');

await ensureDependencies();
await mustRun(process.execPath, ['scripts/build.mjs']);

console.log('\nThe sample workflow in the terminal, with the built-in models (no key, no network):\n');
process.exitCode = await node(['dist/cli.js', 'run', 'media/sample/reviews.llmflow', '--workspace', 'media/sample']);

if (!process.argv.includes('--headless')) {
  // What opens an editor is imported when it is needed: it uses packages that a fresh clone did not have a moment ago.
  const { findDesktop, openDesktop } = await import('./lib/desktop.mjs');
  const desktop = findDesktop();
  if (desktop) {
    console.log(`\nOpening VS Code on ${sample} with the extension loaded.`);
    await openDesktop(desktop, sample);
  } else {
    const { serveWorkbench } = await import('./lib/serve-workbench.mjs');
    await serveWorkbench(sample);
  }
}
