// npm run screenshots: the README's pictures, taken from the real workbench after runs of the sample workflows.
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
  const picture = async (name) => {
    await workbench.page.waitForTimeout(1_000); // what glides comes to its place
    const path = join(folder, `${name}-${theme}.png`);
    await workbench.page.screenshot({ path });
    console.log(path);
  };
  try {
    await workbench.openFile('reviews.llmflow');
    const canvas = await workbench.canvas();
    await workbench.runCommand('LLM Flow: Run Workflow');
    await canvas.waitUntilCompleted('result');
    await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
    await canvas.button('Fit view').first().click();
    await picture('canvas');
    await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
    await workbench.page.locator('.activitybar').getByRole('tab', { name: 'LLM Flow' }).first().click();

    await workbench.openFile('table.llmflow');
    const table = await workbench.canvas();
    await table.button('Run table').click();
    await table.frame.locator('.run-stage').getByText('Run completed').waitFor();
    await picture('processes');
    await table.button('Show results').click();
    await picture('table');
  } finally {
    await workbench.close();
  }
}
