import assert from 'node:assert/strict';
import type { ToCanvas } from '../../src/shared/protocol';
import { centre } from './harness/canvasPage';
import { describeCanvas } from './harness/suite';
import { sample, viewWith } from './harness/views';

const sentence = 'An input-node cannot have a pre-node.';
const refusals = { review: sentence, draft: sentence, second: 'A generation-node follows only an input-node.', check: 'That would be a cycle.' };

function optionsOf(node: string): Record<string, ToCanvas[]> {
  return { 'connection-options': [{ type: 'connection-options', node, refusals }] };
}

/** Without the connections, so that there is room for new ones. */
const loose = viewWith({ connections: [] });

describeCanvas('canvas: connections', (open) => {
  it('connects by dragging from handle to handle', async () => {
    const canvas = await open({ view: loose, answers: optionsOf('draft') });
    await canvas.dragFrom(canvas.handle('draft', 'source'), canvas.handle('best', 'target'));
    await canvas.page.mouse.up();
    assert.deepEqual(await canvas.edits(), [{ kind: 'connect', source: 'draft', target: 'best' }]);
    assert.deepEqual(await canvas.sent('connection-options'), [{ type: 'connection-options', node: 'draft', direction: 'post' }]);
  });

  it('connects when dropped anywhere on the card', async () => {
    const canvas = await open({ view: loose, answers: optionsOf('draft') });
    await canvas.dragFrom(canvas.handle('draft', 'source'), canvas.node('result'));
    await canvas.page.mouse.up();
    assert.deepEqual(await canvas.edits(), [{ kind: 'connect', source: 'draft', target: 'result' }]);
  });

  it('connects backwards from a target handle', async () => {
    const canvas = await open({ view: loose, answers: optionsOf('result') });
    await canvas.dragFrom(canvas.handle('result', 'target'), canvas.handle('best', 'source'));
    await canvas.page.mouse.up();
    assert.deepEqual(await canvas.edits(), [{ kind: 'connect', source: 'best', target: 'result' }]);
    assert.deepEqual(await canvas.sent('connection-options'), [{ type: 'connection-options', node: 'result', direction: 'pre' }]);
  });

  for (const [target, place] of [['check', 'a handle'], ['review', 'a card without a handle for it']] as const) {
    it(`refuses while drawing, with the rule’s sentence, over ${place}`, async () => {
      const canvas = await open({ view: loose, answers: optionsOf('draft') });
      await canvas.dragFrom(canvas.handle('draft', 'source'), target === 'check' ? canvas.handle('check', 'target') : canvas.node('review'));
      await canvas.page.locator('.connection-hint').getByText(refusals[target]).waitFor();
      assert.equal(await canvas.page.locator('.card.refused').count(), 3, 'all refused nodes but the one it starts from are dimmed');
      await canvas.page.mouse.up();
      await canvas.page.getByRole('alert').getByText(refusals[target]).waitFor();
      assert.deepEqual(await canvas.sent('edit'), []);
      assert.equal(await canvas.page.locator('.card.refused').count(), 0);
    });
  }

  it('offers nodes to add where a connection is dropped on the empty canvas', async () => {
    const canvas = await open({ view: loose, answers: optionsOf('review') });
    const start = await centre(canvas.handle('review', 'source'));
    await canvas.page.mouse.move(start.x, start.y);
    await canvas.page.mouse.down();
    await canvas.page.mouse.move(start.x + 80, start.y + 200, { steps: 8 });
    await canvas.page.mouse.up();
    await canvas.page.getByRole('menuitem', { name: /Generation/ }).click();
    const [edit] = await canvas.edits();
    assert.ok(edit?.kind === 'add-node');
    assert.deepEqual([edit.type, edit.from], ['generation', 'review']);
  });

  it('moves the end of a connection to another node', async () => {
    const canvas = await open();
    const end = canvas.page.getByRole('group', { name: 'Connection from check to result' }).locator('.react-flow__edgeupdater-source');
    await canvas.dragFrom(end, canvas.handle('best', 'source'));
    await canvas.page.mouse.up();
    assert.deepEqual(await canvas.edits(), [
      { kind: 'reconnect', old: { source: 'check', target: 'result' }, new: { source: 'best', target: 'result' } },
    ]);
    assert.deepEqual(await canvas.sent('connection-options'), [
      { type: 'connection-options', node: 'result', direction: 'pre', replacing: { source: 'check', target: 'result' } },
    ]);
  });

  it('refuses to move the end of a connection where a rule forbids it, with the sentence', async () => {
    const canvas = await open({ answers: optionsOf('result') });
    const end = canvas.page.getByRole('group', { name: 'Connection from check to result' }).locator('.react-flow__edgeupdater-source');
    await canvas.dragFrom(end, canvas.handle('second', 'source'));
    await canvas.page.locator('.connection-hint').getByText(refusals.second).waitFor();
    await canvas.page.mouse.up();
    assert.deepEqual(await canvas.sent('edit'), []);
    assert.equal(await canvas.page.locator('.card.refused').count(), 0);
  });

  it('connects with the keyboard: refused nodes stand in the list with their sentence', async () => {
    const canvas = await open({ answers: optionsOf('draft') });
    await canvas.node('draft').focus();
    await canvas.page.keyboard.press('c');
    const dialog = canvas.page.getByRole('dialog', { name: 'Connect draft to…' });
    const refused = dialog.getByRole('button', { name: /check/ });
    assert.equal(await refused.getAttribute('aria-disabled'), 'true');
    assert.match(await refused.innerText(), /That would be a cycle\./);
    await refused.click({ force: true });
    assert.deepEqual(await canvas.sent('edit'), []);

    await dialog.getByRole('button', { name: /best/ }).focus();
    await canvas.page.keyboard.press('ArrowDown');
    await canvas.page.keyboard.press('Enter');
    assert.deepEqual(await canvas.edits(), [{ kind: 'connect', source: 'draft', target: 'result' }]);
    await dialog.waitFor({ state: 'detached' });
  });

  it('lists pre-nodes for an output-node', async () => {
    const canvas = await open({ answers: optionsOf('result') });
    await canvas.node('result').focus();
    await canvas.page.keyboard.press('c');
    await canvas.page.getByRole('dialog').getByRole('button', { name: /best/ }).click();
    assert.deepEqual(await canvas.edits(), [{ kind: 'connect', source: 'best', target: 'result' }]);
  });

  it('locks connections while the workflow runs, and says so', async () => {
    const canvas = await open({ answers: optionsOf('draft') });
    await canvas.run({ event: 'run-started', nodes: sample.nodes.map(({ id }) => id) });
    await canvas.page.getByText('Running: connections are locked until the run ends.').waitFor();
    assert.equal(await canvas.page.locator('.react-flow__handle.connectable').count(), 0);
    assert.equal(await canvas.page.locator('.react-flow__edgeupdater').count(), 0);
    await canvas.node('second').click();
    for (const key of ['Delete', 'a', 'c']) await canvas.page.keyboard.press(key);
    assert.deepEqual(await canvas.sent('edit'), []);
    assert.equal(await canvas.page.getByRole('dialog').count(), 0);
    assert.equal(await canvas.page.getByRole('menu').count(), 0);

    await canvas.run({ event: 'run-ended', status: 'completed' });
    assert.notEqual(await canvas.page.locator('.react-flow__handle.connectable').count(), 0);
  });
});
