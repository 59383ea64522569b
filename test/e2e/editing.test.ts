import assert from 'node:assert/strict';
import type { Canvas } from './support/canvas';
import { Workbench } from './support/workbench';

describe('editing a workflow on the canvas', () => {
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

  it('shows the nodes and connections of the file', async () => {
    assert.equal(await canvas.frame.locator('.react-flow__node').count(), 7);
    assert.equal(await canvas.frame.locator('.react-flow__edge').count(), 8);
  });

  it('refuses a connection that a rule forbids while it is drawn, with the rule’s sentence', async () => {
    await canvas.drawConnection('mood', 'summary', async () => {
      await canvas.frame.getByText('A generation-node cannot follow a generation-node: its pre-node must be an input-node.').waitFor();
    });
    assert.equal(await canvas.connection('mood', 'summary').count(), 0);
    await workbench.tab(file).waitUntilSaved();
  });

  it('adds a node and connects it; the tab has changes, and the disk has none', async () => {
    await canvas.addNode('Generation');
    await canvas.node('generation').waitFor();
    await canvas.drawConnection('reviews', 'generation');
    await canvas.connection('reviews', 'generation').waitFor();
    await workbench.tab(file).waitUntilDirty();
    assert.equal(await workbench.readFile(file), original);
  });

  it('undoes both by the keyboard, back to the file as it was', async () => {
    await workbench.page.keyboard.press('ControlOrMeta+Z');
    await canvas.connection('reviews', 'generation').waitFor({ state: 'detached' });
    await workbench.page.keyboard.press('ControlOrMeta+Z');
    await canvas.node('generation').waitFor({ state: 'detached' });
    await workbench.tab(file).waitUntilSaved();
    await workbench.save();
    assert.equal(await workbench.readFile(file), original);
  });

  it('does not delete the output-node, and says why', async () => {
    await canvas.node('result').click();
    await workbench.page.keyboard.press('Delete');
    await canvas.frame.getByText('The output-node cannot be deleted').first().waitFor();
    assert.equal(await canvas.node('result').count(), 1);
  });

  it('edits a node in its popup, and saves that line alone', async () => {
    await canvas.node('proofread').dblclick();
    const dialog = canvas.dialog;
    await dialog.getByRole('textbox', { name: 'Node id' }).fill('check');
    await dialog.getByText('Apply', { exact: true }).click();
    await canvas.node('check').waitFor();
    await workbench.save();
    await workbench.tab(file).waitUntilSaved();
    assert.equal(await workbench.readFile(file), original.replace('\n  proofread:\n', '\n  check:\n').replace('from: proofread', 'from: check').replace('  proofread: [960', '  check: [960'));
  });

  it('follows a change of the file by another program', async () => {
    await workbench.writeFile(file, original);
    await canvas.node('proofread').waitFor();
    await workbench.tab(file).waitUntilSaved();
  });

  it('makes a new workflow that is valid and opens as a canvas', async () => {
    await workbench.runCommand('LLM Flow: New Workflow…');
    await workbench.palette.answerFileDialog(`${workbench.folder}/fresh.llmflow`);
    await workbench.tab('fresh.llmflow').waitUntilOpen();
    const fresh = await workbench.canvas();
    await fresh.node('input').waitFor();
    await fresh.node('output').waitFor();
    await fresh.connection('input', 'output').waitFor();
    assert.match(await workbench.readFile('fresh.llmflow'), /^llmflow: 1\nid: [0-9a-f-]{36}\nname: fresh\n/);
    assert.equal(await fresh.button('1 problem').count(), 0);
  });
});
