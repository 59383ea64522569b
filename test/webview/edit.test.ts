import assert from 'node:assert/strict';
import type { CanvasNode } from '../../src/shared/protocol';
import { centre } from './harness/canvasPage';
import { describeCanvas } from './harness/suite';
import { sample, viewWith } from './harness/views';

describeCanvas('canvas: nodes', (open) => {
  it('adds a node of each type from the menu, with the keyboard alone', async () => {
    const canvas = await open();
    for (const [index, type] of (['input', 'generation', 'ensemble', 'validation', 'output'] as const).entries()) {
      await canvas.page.keyboard.press('a');
      for (let down = 0; down < index; down++) await canvas.page.keyboard.press('ArrowDown');
      await canvas.page.keyboard.press('Enter');
      const edits = await canvas.edits(index + 1);
      const edit = edits.at(-1)!;
      assert.equal(edit.kind === 'add-node' && edit.type, type);
      await canvas.document(sample);
    }
  });

  it('adds a node where no other lies, and selects it when it comes', async () => {
    const canvas = await open();
    await canvas.button('Add node').click();
    await canvas.page.getByRole('menuitem', { name: /Ensemble/ }).click();
    const [edit] = await canvas.edits();
    assert.ok(edit?.kind === 'add-node');
    const [x, y] = edit.position;
    const covers = sample.nodes.filter(({ position }) => Math.abs(position![0] - x) < 244 && Math.abs(position![1] - y) < 112);
    assert.deepEqual(covers, []);

    const added: CanvasNode = { id: 'ensemble', type: 'ensemble', position: edit.position };
    await canvas.document(viewWith({ nodes: [...sample.nodes, added] }));
    await canvas.page.locator('.react-flow__node.selected[data-id="ensemble"]:focus').waitFor();
  });

  it('closes the menu with Escape and gives the focus back', async () => {
    const canvas = await open();
    await canvas.button('Add node').focus();
    await canvas.page.keyboard.press('Enter');
    await canvas.page.getByRole('menu').waitFor();
    await canvas.page.keyboard.press('Escape');
    await canvas.page.getByRole('menu').waitFor({ state: 'detached' });
    assert.equal(await canvas.page.evaluate(() => document.activeElement?.getAttribute('aria-label')), 'Add node');
  });

  it('deletes what is selected in one edit', async () => {
    const canvas = await open();
    await canvas.node('draft').click();
    await canvas.node('second').click({ modifiers: ['ControlOrMeta'] });
    await canvas.page.keyboard.press('Delete');
    assert.deepEqual(await canvas.edits(), [{ kind: 'delete', nodes: ['draft', 'second'], connections: [] }]);
  });

  it('deletes a connection', async () => {
    const canvas = await open();
    await canvas.page.getByRole('group', { name: 'Connection from best to check' }).focus();
    await canvas.page.keyboard.press('Enter');
    await canvas.page.keyboard.press('Backspace');
    assert.deepEqual(await canvas.edits(), [{ kind: 'delete', nodes: [], connections: [{ source: 'best', target: 'check' }] }]);
  });

  it('deletes all but the node that must stay, and says why it stays', async () => {
    const canvas = await open();
    await canvas.node('review').click();
    await canvas.node('second').click({ modifiers: ['ControlOrMeta'] });
    await canvas.page.keyboard.press('Delete');
    assert.deepEqual(await canvas.edits(), [{ kind: 'delete', nodes: ['second'], connections: [] }]);
    await canvas.page.getByRole('alert').getByText('The last input-node cannot be deleted').waitFor();
  });

  it('sends one move when several nodes are dragged', async () => {
    const canvas = await open();
    await canvas.node('draft').click();
    await canvas.node('second').click({ modifiers: ['ControlOrMeta'] });
    const start = await centre(canvas.node('draft'));
    await canvas.page.mouse.move(start.x, start.y);
    await canvas.page.mouse.down();
    await canvas.page.mouse.move(start.x + 40, start.y - 60, { steps: 10 });
    await canvas.page.mouse.up();
    const [edit, ...more] = await canvas.edits();
    assert.ok(edit?.kind === 'move');
    assert.deepEqual(Object.keys(edit.positions).toSorted(), ['draft', 'second']);
    const [dx, dy] = [edit.positions['draft']![0] - 340, edit.positions['draft']![1] - 0];
    assert.ok(dx > 0 && dy < 0, `${dx}, ${dy}`);
    assert.deepEqual(edit.positions['second'], [340 + dx, 180 + dy]);
    assert.deepEqual(more, []);
  });

  it('keeps the dragged place until the document answers, then takes the document’s', async () => {
    const canvas = await open();
    const home = await canvas.node('result').boundingBox();
    await canvas.dragFrom(canvas.node('result'), canvas.node('best'));
    await canvas.page.mouse.up();
    await canvas.edits();
    const dragged = await canvas.node('result').boundingBox();
    assert.ok(Math.abs(dragged!.x - home!.x) > 100);
    await canvas.document(sample);
    assert.deepEqual(await canvas.node('result').boundingBox(), home);
  });

  it('does not take a node out of the user’s hand when the document changes', async () => {
    const canvas = await open();
    await canvas.dragFrom(canvas.node('result'), canvas.node('best'));
    const inHand = await canvas.node('result').boundingBox();
    await canvas.document(sample);
    assert.deepEqual(await canvas.node('result').boundingBox(), inHand);
    await canvas.page.mouse.up();
  });

  it('sends one move after the arrow keys rest', async () => {
    const canvas = await open();
    await canvas.page.keyboard.press('Tab');
    await canvas.node('best').focus();
    await canvas.page.locator('.react-flow__node.selected[data-id="best"]').waitFor();
    for (let press = 0; press < 4; press++) await canvas.page.keyboard.press('ArrowRight');
    await canvas.page.keyboard.press('ArrowDown');
    assert.deepEqual(await canvas.edits(), [{ kind: 'move', positions: { best: [700, 95] } }]);
  });

  it('tidies in one move', async () => {
    const canvas = await open();
    await canvas.button('Tidy').click();
    const [edit, ...more] = await canvas.edits();
    assert.ok(edit?.kind === 'move');
    assert.equal(Object.keys(edit.positions).length, sample.nodes.length);
    assert.deepEqual(more, []);
  });

  it('makes the next edit against the document that answered the one before', async () => {
    const canvas = await open();
    await canvas.button('Tidy').click();
    await canvas.button('Tidy').click();
    assert.deepEqual((await canvas.sent('edit')).map(({ epoch }) => epoch), [1]);
    await canvas.document(sample);
    await canvas.edits(2);
    assert.deepEqual((await canvas.sent('edit')).map(({ epoch }) => epoch), [1, 2]);
  });

  it('leaves undo to VS Code', async () => {
    const canvas = await open();
    await canvas.page.evaluate(() => {
      const page = window as unknown as { undone: boolean[] };
      page.undone = [];
      window.addEventListener('keydown', (event) => event.key === 'z' && page.undone.push(event.defaultPrevented));
    });
    await canvas.node('draft').click();
    await canvas.page.keyboard.press('Control+z');
    assert.deepEqual(await canvas.page.evaluate(() => (window as unknown as { undone: boolean[] }).undone), [false]);
  });

  it('takes no letter that is typed in a field for a command', async () => {
    const canvas = await open();
    await canvas.node('review').dblclick();
    await canvas.page.keyboard.type('A cat acted.');
    assert.equal(await canvas.page.getByRole('menu').count(), 0);
    assert.equal(await canvas.page.getByRole('dialog').count(), 1);
  });
});
