import assert from 'node:assert/strict';
import type { FrameLocator, Locator } from 'playwright-core';
import { startModelServer, type ModelServer } from '../support/model-server/modelServer';
import { Workbench } from './support/workbench';

const slow = `llmflow: 1
name: Slow
llm_provider: openai
source: reviews.csv
processes:
  sentiment: data_column_1
`;

describe('running a table from its pages', () => {
  let server: ModelServer;
  let workbench: Workbench;

  before(async () => {
    server = await startModelServer();
    workbench = await Workbench.launch({ settings: { 'llmflow.openai.baseUrl': server.openaiBaseURL } });
    await workbench.writeFile('slow.llmflow', slow);
  });
  after(async () => {
    await workbench.close();
    await server.close();
  });

  function shownPage(): FrameLocator {
    const webview = workbench.page.locator('iframe.webview.ready').filter({ visible: true }).contentFrame();
    return webview.locator('iframe#active-frame').contentFrame();
  }

  const banner = () => shownPage().getByRole('region', { name: 'Table run of Reviews as a table' });
  const cell = (text: string): Locator => shownPage().getByRole('gridcell').getByText(text, { exact: true }).first();

  it('shows a workflow without a graph as its table, and runs it to its end', async () => {
    await workbench.openFile('table.llmflow');
    const canvas = await workbench.canvas();
    const rows = canvas.frame.getByRole('list', { name: 'Source and processes' }).getByRole('listitem');
    await rows.filter({ hasText: 'summarization' }).getByText('data_column_2').waitFor();
    await canvas.button('Run table').click();
    await canvas.frame.locator('.run-stage').getByText('Run completed: 6 completed').waitFor();
    const bars = canvas.frame.getByRole('progressbar');
    assert.deepEqual(await bars.evaluateAll((all) => all.map((bar) => bar.getAttribute('aria-valuetext'))), ['3 of 3 rows', '3 of 3 rows']);
    await rows.filter({ hasText: 'sentiment' }).getByText('3 completed').waitFor();
  });

  it('goes from a process to its line in the text', async () => {
    const canvas = await workbench.canvas();
    await canvas.button('Open summarization in the text').click();
    await workbench.page.locator('.status-bar-info, #status\\.editor\\.selection').getByText('Ln 11').first().waitFor();
    await workbench.runCommand('View: Close Editor');
  });

  it('shows the results, and runs two chosen rows again', async () => {
    const canvas = await workbench.canvas();
    await canvas.button('Show results').click();
    await cell('Negative').waitFor();
    const page = shownPage();
    await page.locator('[data-row="0"] [data-column="0"]').click();
    await page.locator('[data-row="1"] [data-column="0"]').click({ modifiers: ['Shift'] });
    await page.getByText('3 rows, 2 selected').waitFor();
    await page.getByRole('button', { name: 'Run selected rows again' }).click();
    await banner().locator('.run-banner-text').getByText('Run completed: 4 completed').waitFor();
  });

  it('runs one process again for the row of a cell, by keyboard', async () => {
    await banner().getByRole('button', { name: 'Dismiss' }).click();
    await cell('Negative').click();
    await workbench.page.keyboard.press('Shift+F10');
    await shownPage().getByRole('menuitem', { name: 'Run “sentiment” again' }).waitFor();
    for (const key of ['ArrowDown', 'ArrowDown', 'Enter']) await workbench.page.keyboard.press(key);
    await banner().locator('.run-banner-text').getByText('Run completed: 1 completed').waitFor();
  });

  it('follows a run on both pages while it goes on, and cancels it from the tables', async () => {
    server.script(() => ({ text: 'never done', fault: { type: 'stall', afterChunks: 1 } }));
    await workbench.openFile('slow.llmflow');
    const canvas = await workbench.canvas();
    await canvas.button('First 10 rows').click();
    await canvas.frame.locator('.run-stage').getByText('Running “sentiment”').waitFor();
    await canvas.frame.getByRole('progressbar', { name: 'Progress of sentiment' }).waitFor();
    await canvas.button('Show results').click();
    const slow = shownPage().getByRole('region', { name: 'Table run of Slow' });
    await slow.getByText('0 of 3 rows').waitFor();
    await slow.getByRole('button', { name: 'Cancel' }).click();
    await slow.locator('.run-banner-text').getByText('Run cancelled').waitFor();
    await workbench.openFile('slow.llmflow');
    await (await workbench.canvas()).button('Resume').waitFor();
  });
});
