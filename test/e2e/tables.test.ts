import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import type { FrameLocator } from 'playwright-core';
import { Workbench } from './support/workbench';

const execute = promisify(execFile);

describe('the table view', () => {
  let workbench: Workbench;
  let page: FrameLocator;

  before(async () => {
    workbench = await Workbench.launch();
  });
  after(() => workbench.close());

  const llmflow = (...args: string[]) => execute(process.execPath, [resolve('dist/cli.js'), ...args], { cwd: workbench.folder });
  const cell = (text: string) => page.getByRole('gridcell').getByText(text, { exact: true }).first();

  it('says what to do first where there is nothing', async () => {
    await workbench.runCommand('LLM Flow: Show Tables');
    const webview = workbench.page.locator('iframe.webview.ready').filter({ visible: true }).contentFrame();
    page = webview.locator('iframe#active-frame').contentFrame();
    await page.getByText('llmflow table').first().waitFor();
  });

  it('follows a run in a terminal', async () => {
    await llmflow('table', 'table.llmflow', '--process', 'sentiment');
    await cell('Negative').waitFor();
    await llmflow('table', 'table.llmflow');
    await cell('It dragged a lot.').waitFor();
  });

  it('opens a cell in the reading pane, and from there its process in the workflow', async () => {
    await cell('Negative').click();
    await workbench.page.keyboard.press('Enter');
    const pane = page.getByRole('region', { name: 'Reading pane' });
    await pane.getByText('Negative').waitFor();
    await pane.getByRole('button', { name: 'Open its process in the workflow' }).click();
    await workbench.tab('table.llmflow').waitUntilOpen();
  });
});
