import assert from 'node:assert/strict';
import type { Canvas } from './support/canvas';
import type { Theme } from './support/themes';
import { Workbench } from './support/workbench';

describe('the settings of a workflow on the canvas', () => {
  let workbench: Workbench;
  let canvas: Canvas;
  let original: string;
  const file = 'reviews.llmflow';

  before(async () => {
    workbench = await Workbench.launch();
    original = await workbench.readFile(file);
    await workbench.openFile(file);
    canvas = await workbench.canvas();
  });
  after(() => workbench.close());

  it('are written into the file, and leave the rest as it was', async () => {
    await canvas.button('Workflow settings').click();
    const { dialog } = canvas;
    await dialog.getByRole('combobox', { name: 'Model' }).fill('ech');
    await workbench.page.keyboard.press('ArrowDown');
    await workbench.page.keyboard.press('Enter');
    await dialog.getByRole('combobox', { name: 'Search intensity' }).fill('8');
    await dialog.getByRole('tab', { name: 'Validation' }).click();
    await dialog.getByRole('textbox', { name: 'Prompt for validation nodes' }).fill('Check this.\n{input_data}');
    await dialog.getByText('Apply', { exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await workbench.tab(file).waitUntilDirty();
    await workbench.save();
    await workbench.tab(file).waitUntilSaved();

    const written = (await workbench.readFile(file)).split('\n');
    const added = written.filter((line) => !original.split('\n').includes(line));
    assert.deepEqual(added, ['model_type: echo', 'intensity: 8', 'prompts:', '  validation: |-', '    Check this.', '    {input_data}']);
    assert.deepEqual(written.filter((line) => line !== '' && !added.includes(line)), original.split('\n').filter((line) => line !== '' && !line.startsWith('model_type:')));
  });

  it('are one step to undo', async () => {
    await canvas.frame.locator('.react-flow__pane').click({ position: { x: 5, y: 5 } });
    await workbench.page.keyboard.press('ControlOrMeta+Z');
    await workbench.tab(file).waitUntilDirty();
    await workbench.save();
    await workbench.tab(file).waitUntilSaved();
    assert.equal(await workbench.readFile(file), original);
  });

  const pages = { 'high contrast': ['vscode-high-contrast', 'rgb(0, 0, 0)'], light: ['vscode-light', 'rgb(255, 255, 255)'] } as const;
  for (const theme of ['high contrast', 'light'] satisfies Theme[]) {
    it(`open in the theme: ${theme}`, async () => {
      const [className, background] = pages[theme];
      await workbench.setTheme(theme);
      const body = canvas.frame.locator(`body.${className}`);
      await body.waitFor();
      await canvas.button('Workflow settings').click();
      await canvas.dialog.waitFor();
      assert.equal(await body.evaluate((page) => getComputedStyle(page).backgroundColor), background);
      await workbench.page.keyboard.press('Escape');
      await canvas.dialog.waitFor({ state: 'detached' });
    });
  }
});
