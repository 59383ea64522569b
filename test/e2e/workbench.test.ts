import assert from 'node:assert/strict';
import { Workbench } from './support/workbench';

describe('the workbench', () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.launch();
  });
  after(() => workbench.close());

  it('opens a file through quick open', async () => {
    await workbench.openFile('reviews.csv');
    assert.equal(await workbench.page.locator('.tab.active').getAttribute('data-resource-name'), 'reviews.csv');
  });

  it('shows that a file has changes, until it is saved', async () => {
    const tab = await workbench.openFile('reviews.csv');
    await workbench.page.locator('.editor-instance .monaco-editor').first().click();
    await workbench.page.keyboard.press('ControlOrMeta+End');
    await workbench.page.keyboard.type('Typed by a test.,Yes.');
    await tab.waitUntilDirty();
    await workbench.save();
    await tab.waitUntilSaved();
    assert.match(await workbench.readFile('reviews.csv'), /Typed by a test\.,Yes\.$/);
  });

  it('runs a command of the palette', async () => {
    await workbench.runCommand('View: Close All Editors');
    await workbench.page.locator('.tab').first().waitFor({ state: 'detached' });
  });
});
