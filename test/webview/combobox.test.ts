import assert from 'node:assert/strict';
import type { CanvasPage } from './harness/canvasPage';
import { Dialog } from './harness/dialog';
import { describeCanvas } from './harness/suite';
import { providers, sample } from './harness/views';

const names = Array.from({ length: 400 }, (_, index) => `vendor-${index % 7}/model-${index}`);

describeCanvas('canvas: the list of models', (open) => {
  async function opened(): Promise<{ canvas: CanvasPage; dialog: Dialog }> {
    const canvas = await open();
    await canvas.send({ type: 'providers', providers: providers.map((each) => (each.id === 'openai' ? { ...each, models: [...names, 'gpt-5-mini'] } : each)) });
    return { canvas, dialog: await Dialog.ofNode(canvas, 'draft') };
  }
  const options = (canvas: CanvasPage) => canvas.page.getByRole('option');
  /** The option that a screen reader speaks. */
  const active = (canvas: CanvasPage) =>
    canvas.page.evaluate(() => {
      const id = document.activeElement?.getAttribute('aria-activedescendant');
      return id ? document.getElementById(id)?.textContent : null;
    });

  it('shows all models until something is typed, at the one that is chosen', async () => {
    const { canvas, dialog } = await opened();
    const box = dialog.box('Model');
    assert.equal(await box.getAttribute('aria-expanded'), 'false');
    await box.click();
    assert.equal(await box.getAttribute('aria-expanded'), 'true');
    assert.equal(await options(canvas).count(), names.length + 2);
    assert.equal(await active(canvas), 'gpt-5-mini');
    assert.equal(await options(canvas).last().evaluate((option) => {
      const [own, list] = [option.getBoundingClientRect(), option.parentElement!.getBoundingClientRect()];
      return own.bottom <= list.bottom && own.top >= list.top;
    }), true, 'it is in view');
  });

  it('finds every word in any order, and says how many there are', async () => {
    const { canvas, dialog } = await opened();
    await dialog.box('Model').fill('39 VENDOR-4');
    assert.deepEqual(await options(canvas).allInnerTexts(), names.filter((name) => name.includes('39') && name.includes('vendor-4')));
    assert.match(await dialog.element.getByRole('status').allInnerTexts().then((all) => all.join()), /\d+ match|matches/);
  });

  it('is used with the keyboard: arrows, page keys, Enter; Escape leaves what is typed', async () => {
    const { canvas, dialog } = await opened();
    const { keyboard } = canvas.page;
    const box = dialog.box('Model');
    await box.fill('vendor-1');
    assert.equal(await active(canvas), null, 'nothing is chosen for the user');
    await keyboard.press('ArrowDown');
    assert.equal(await active(canvas), 'vendor-1/model-1');
    await keyboard.press('PageDown');
    assert.equal(await active(canvas), 'vendor-1/model-57');
    await keyboard.press('PageUp');
    await keyboard.press('ArrowUp');
    assert.equal(await active(canvas), 'vendor-1/model-393', 'it goes round');
    await keyboard.press('Escape');
    assert.equal(await options(canvas).count(), 0);
    assert.equal(await box.inputValue(), 'vendor-1');
    await keyboard.press('ArrowDown');
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    assert.equal(await box.inputValue(), 'vendor-0/model-0');
    assert.equal(await dialog.element.count(), 1, 'Enter took the option, not the dialog');
    await keyboard.press('Enter');
    assert.deepEqual(await canvas.edits(), [{ kind: 'update-node', node: 'draft', changes: { model_type: 'vendor-0/model-0' } }]);
  });

  it('takes what no list has, and goes back to the default', async () => {
    const { canvas, dialog } = await opened();
    await dialog.box('Model').fill(' my-finetune ');
    assert.equal(await options(canvas).count(), 0);
    await dialog.apply();
    assert.deepEqual(await canvas.edits(), [{ kind: 'update-node', node: 'draft', changes: { model_type: 'my-finetune' } }]);
    await canvas.document(sample);

    const again = await Dialog.ofNode(canvas, 'draft');
    await again.box('Model').click();
    await canvas.page.getByRole('option', { name: 'Default (auto)' }).click();
    await again.apply();
    assert.deepEqual((await canvas.edits(2)).at(-1), { kind: 'update-node', node: 'draft', changes: { model_type: null } });
  });

  it('closes when the focus leaves or the page under it moves', async () => {
    const { canvas, dialog } = await opened();
    await dialog.box('Model').click();
    await canvas.page.keyboard.press('Tab');
    assert.equal(await options(canvas).count(), 0);
    await dialog.box('Model').click();
    await canvas.page.setViewportSize({ width: 900, height: 600 });
    await canvas.frames(2);
    assert.equal(await options(canvas).count(), 0);
  });

  it('stays inside the page, above the field where there is no room below', async () => {
    const { canvas, dialog } = await opened();
    await canvas.page.setViewportSize({ width: 420, height: 420 });
    await dialog.box('Model').scrollIntoViewIfNeeded();
    await dialog.box('Model').click();
    const box = (await canvas.page.getByRole('listbox', { name: 'Model' }).boundingBox())!;
    assert.ok(box.x >= 0 && box.y >= 0 && box.x + box.width <= 420 && box.y + box.height <= 420, JSON.stringify(box));
  });
});
