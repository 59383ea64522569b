import assert from 'node:assert/strict';
import type { Canvas } from './support/canvas';
import type { Theme } from './support/themes';
import { Workbench } from './support/workbench';

describe('editing a table on the canvas', () => {
  let workbench: Workbench;
  let canvas: Canvas;
  let original: string;
  const file = 'table.llmflow';

  before(async () => {
    const warehouse = { type: 'postgresql', host: 'localhost', database: 'reviews', user: 'reader' };
    workbench = await Workbench.launch({ settings: { 'llmflow.sourceConnections': { warehouse } } });
    original = await workbench.readFile(file);
    await workbench.writeFile('more.csv', 'subject,body\nHello,How are you?\n');
    await workbench.openFile(file);
    canvas = await workbench.canvas();
  });
  after(() => workbench.close());

  async function saved(): Promise<string> {
    await workbench.tab(file).waitUntilDirty();
    await workbench.save();
    await workbench.tab(file).waitUntilSaved();
    return workbench.readFile(file);
  }

  /** The keyboard is in the page, but in no field. */
  async function undo(): Promise<void> {
    await canvas.frame.locator('.table-main h1').click();
    await workbench.page.keyboard.press('ControlOrMeta+Z');
  }

  it('adds a process over columns that are picked', async () => {
    await canvas.button('Add process').click();
    const { dialog } = canvas;
    await dialog.getByRole('combobox', { name: 'Name' }).fill('keywords');
    await workbench.page.keyboard.press('ArrowDown');
    await workbench.page.keyboard.press('Enter');
    const column = dialog.getByRole('combobox', { name: 'Column', exact: true });
    await column.fill('no_such_column');
    await dialog.getByText('The source has no column “no_such_column”.').waitFor();
    await column.fill('column_2');
    await canvas.frame.getByRole('option', { name: 'data_column_2' }).click();
    await dialog.getByText('The source has no column').waitFor({ state: 'detached' });
    await dialog.getByRole('button', { name: 'Add another column' }).click();
    await dialog.getByRole('combobox', { name: 'Column 2' }).click();
    await canvas.frame.getByRole('option', { name: 'results.sentiment' }).click();
    await dialog.getByText('Apply', { exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await canvas.button('Edit keywords').waitFor();
    assert.equal(await saved(), `${original}  keywords: [data_column_2, results.sentiment]\n`);
  });

  it('is one step to undo', async () => {
    await undo();
    await canvas.button('Edit keywords').waitFor({ state: 'detached' });
    assert.equal(await saved(), original);
  });

  it('renames and moves with the keyboard, and undoes each', async () => {
    await canvas.button('Edit summarization').click();
    const { dialog } = canvas;
    await dialog.getByRole('combobox', { name: 'Name' }).fill('gist');
    await dialog.getByText('Start from a template').click();
    await dialog.getByText('Apply', { exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    const name = canvas.frame.getByRole('button', { name: 'gist', exact: true });
    await name.focus();
    await workbench.page.keyboard.press('Alt+ArrowUp');
    await canvas.frame.getByRole('status').getByText('gist is process 1 of 2 now').waitFor();
    assert.match(await saved(), /processes:\n {2}gist:\n {4}column: data_column_2\n {4}prompt: \|\n[^]*\n {2}sentiment: data_column_1\n$/);
    await undo();
    await canvas.button('Move sentiment up').and(canvas.frame.locator('[title*="first process already"]')).waitFor();
    await undo();
    await canvas.button('Edit summarization').waitFor();
    assert.equal(await saved(), original);
  });

  it('takes its source from a file of the workspace', async () => {
    await canvas.button('Choose source…').click();
    const quickInput = workbench.page.locator('.quick-input-widget');
    await quickInput.getByText('more.csv').click();
    await canvas.frame.getByText('The source has no column “data_column_1”.').first().waitFor();
    assert.equal(await saved(), original.replace('source: reviews.csv', 'source: more.csv'));
    await canvas.button('Edit sentiment').click();
    await canvas.dialog.getByRole('combobox', { name: 'Column', exact: true }).fill('');
    await canvas.frame.getByRole('option', { name: 'body' }).waitFor();
    await workbench.page.keyboard.press('Escape');
    await workbench.page.keyboard.press('Escape');
    await canvas.dialog.waitFor({ state: 'detached' });
  });

  it('takes its source from a connection, with the query that is asked for', async () => {
    await canvas.button('Choose source…').click();
    const quickInput = workbench.page.locator('.quick-input-widget');
    await quickInput.getByText('warehouse').click();
    const query = quickInput.getByRole('textbox');
    await quickInput.getByText('The statement that reads the rows from “warehouse”').waitFor();
    await query.fill('DELETE FROM reviews');
    await quickInput.getByText('Write a statement that begins with SELECT').waitFor();
    await query.fill('SELECT id, review FROM reviews');
    await workbench.page.keyboard.press('Enter');
    await canvas.button('warehouse: SELECT id, review FROM reviews').waitFor();
    assert.equal(await saved(), original.replace('source: reviews.csv', 'source:\n  connection: warehouse\n  query: SELECT id, review FROM reviews'));
  });

  for (const theme of ['high contrast', 'light'] satisfies Theme[]) {
    it(`opens its dialog in the theme: ${theme}`, async () => {
      await workbench.setTheme(theme);
      await canvas.frame.locator(`body.${theme === 'light' ? 'vscode-light' : 'vscode-high-contrast'}`).waitFor();
      await canvas.button('Add process').click();
      await canvas.dialog.getByRole('combobox', { name: 'Name' }).waitFor();
      await workbench.page.keyboard.press('Escape');
      await canvas.dialog.waitFor({ state: 'detached' });
    });
  }
});
