// npm run screenshots: the README's pictures, taken from the real workbench after a run of the sample workflow.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { register } from 'tsx/esm/api';
import { root } from './lib/paths.mjs';
import { mustRun } from './lib/run.mjs';

register(); // the page objects are TypeScript

const { Workbench } = await import('../test/e2e/support/workbench.ts');
const folder = join(root, 'docs/images');

await mustRun(process.execPath, ['scripts/build.mjs', '--production']);
await mkdir(folder, { recursive: true });
for (const theme of ['dark', 'light']) {
  const workbench = await Workbench.launch({ theme, viewport: { width: 1400, height: 900 } });
  try {
    await workbench.openFile('reviews.llmflow');
    const canvas = await workbench.canvas();
    await workbench.runCommand('LLM Flow: Run Workflow');
    await canvas.waitUntilCompleted('result');
    await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
    await canvas.button('Fit view').first().click();
    await workbench.page.waitForTimeout(1_000); // the view glides to its place
    const path = join(folder, `canvas-${theme}.png`);
    await workbench.page.screenshot({ path });
    console.log(path);
  } finally {
    await workbench.close();
  }
}
