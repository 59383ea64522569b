import assert from 'node:assert/strict';
import { describeCanvas } from './harness/suite';
import { bigView, sample, viewWith } from './harness/views';

describeCanvas('canvas: what it shows', (open) => {
  it('shows every node with its type, and every connection', async () => {
    const canvas = await open();
    for (const { id, type } of sample.nodes) await canvas.node(id).getByText(type, { exact: false }).first().waitFor();
    assert.equal(await canvas.page.locator('.react-flow__edge').count(), sample.connections.length);
  });

  it('shows content, prompt, provider and model, the defaults where a node says nothing', async () => {
    const canvas = await open();
    assert.match(await canvas.node('review').innerText(), /I love this movie/);
    assert.match(await canvas.node('draft').innerText(), /Answer from the context\..*openai\s*gpt-5-mini/s);
    assert.match(await canvas.node('second').innerText(), /Name what the reviewer disliked\..*builtin\s*auto/s);
  });

  it('gives an input no target handle and an output no source handle', async () => {
    const canvas = await open();
    const handles = async (id: string) => ({ target: await canvas.handle(id, 'target').count(), source: await canvas.handle(id, 'source').count() });
    assert.deepEqual(await handles('review'), { target: 0, source: 1 });
    assert.deepEqual(await handles('draft'), { target: 1, source: 1 });
    assert.deepEqual(await handles('result'), { target: 1, source: 0 });
  });

  it('keeps the page as it is when a message does not fit the protocol', async () => {
    const canvas = await open();
    await canvas.sendRaw({ type: 'document', epoch: 2, view: { ...sample, nodes: [{ id: 'evil', type: 'shell' }] } });
    await canvas.sendRaw({ type: 'nonsense' });
    await canvas.sendRaw('text');
    await canvas.sendRaw(null);
    assert.equal(await canvas.page.locator('.react-flow__node').count(), sample.nodes.length);
  });

  it('lays out nodes that have no position, from left to right, and writes nothing', async () => {
    const canvas = await open({ view: viewWith({ nodes: sample.nodes.map((node) => ({ ...node, position: undefined })) }) });
    const left = async (id: string) => (await canvas.node(id).boundingBox())!.x;
    assert.ok((await left('review')) < (await left('draft')));
    assert.ok((await left('draft')) < (await left('best')));
    assert.ok((await left('check')) < (await left('result')));
    assert.deepEqual(await canvas.sent('edit'), []);
  });

  it('leaves alone what the user placed when a node without position comes in', async () => {
    const canvas = await open();
    const before = await canvas.node('check').boundingBox();
    await canvas.document(viewWith({ nodes: [...sample.nodes, { id: 'fresh', type: 'generation' }] }));
    await canvas.node('fresh').waitFor();
    assert.deepEqual(await canvas.node('check').boundingBox(), before);
  });

  it('marks nodes that have problems, and lists all problems', async () => {
    const problems = [
      { rule: 'connection/no-post-node', severity: 'error' as const, message: 'Connect "draft" to a post-node.', node: 'draft', line: 12 },
      { rule: 'document/unknown-key', severity: 'warning' as const, message: 'The key "colour" is unknown.', line: 3 },
    ];
    const canvas = await open({ view: viewWith({ problems, runnable: 'One problem stops the run.' }) });
    assert.equal(await canvas.node('draft').locator('.problem-badge').getAttribute('title'), 'Connect "draft" to a post-node.');

    await canvas.button('2 problems').click();
    await canvas.page.getByText('Connect "draft" to a post-node.').click();
    await canvas.page.locator('.react-flow__node.selected[data-id="draft"]').waitFor();

    await canvas.button('2 problems').click();
    await canvas.page.getByText('The key "colour" is unknown.').click();
    assert.deepEqual(await canvas.sent('open-text'), [{ type: 'open-text', line: 3 }]);
  });

  it('says why it cannot run, and does not', async () => {
    const canvas = await open({ view: viewWith({ runnable: 'The workspace is not trusted.' }) });
    assert.equal(await canvas.button('Run').getAttribute('title'), 'The workspace is not trusted.');
    await canvas.button('Run').click({ force: true });
    assert.deepEqual(await canvas.sent('run'), []);
    await canvas.page.getByRole('status').getByText('The workspace is not trusted.').waitFor();
    await canvas.button('Manage Workspace Trust').click();
    assert.deepEqual(await canvas.sent('manage-trust'), [{ type: 'manage-trust' }]);
  });

  it('keeps the last good nodes beside a syntax error, without editing', async () => {
    const problems = [{ rule: 'document/syntax', severity: 'error' as const, message: 'Unexpected end.', line: 7 }];
    const canvas = await open();
    await canvas.document(viewWith({ state: 'broken', problems, runnable: 'The text has a syntax error.' }));
    await canvas.page.getByText('The text has a syntax error at line 7.').waitFor();
    assert.equal(await canvas.page.locator('.react-flow__node').count(), sample.nodes.length);

    await canvas.node('second').click();
    await canvas.page.keyboard.press('Delete');
    assert.deepEqual(await canvas.sent('edit'), []);
    await canvas.button('Open Text').click();
    assert.deepEqual(await canvas.sent('open-text'), [{ type: 'open-text', line: 7 }]);
  });

  it('offers to fill an empty file', async () => {
    const canvas = await open({ view: viewWith({ state: 'empty', nodes: [], connections: [] }) });
    await canvas.button('Create Workflow').click();
    assert.deepEqual(await canvas.sent('create-workflow'), [{ type: 'create-workflow' }]);
    await canvas.document(sample);
    await canvas.node('review').waitFor();
  });

  it('says why the document is read-only', async () => {
    const canvas = await open({ view: viewWith({ editable: 'This file cannot be written to.' }) });
    await canvas.page.getByText('This file cannot be written to.').waitFor();
    assert.equal(await canvas.button('Add node').getAttribute('aria-disabled'), 'true');
    assert.equal(await canvas.page.locator('.react-flow__handle.connectable').count(), 0);
  });

  it('shows a refusal as an alert that can be dismissed', async () => {
    const canvas = await open();
    await canvas.send({ type: 'refused', message: 'The workflow is running.' });
    await canvas.page.getByRole('alert').getByText('The workflow is running.').waitFor();
    await canvas.button('Dismiss').click();
    await canvas.page.getByRole('alert').waitFor({ state: 'detached' });
  });

  it('reveals a node: selected, focused, in view', async () => {
    const canvas = await open({ view: bigView(300), state: { viewport: { x: 0, y: 0, zoom: 1 }, selection: [], panel: { open: false, size: 300 } } });
    assert.equal(await canvas.node('node_299').count(), 0, 'it starts out of view');
    await canvas.send({ type: 'reveal', node: 'node_299' });
    await canvas.page.locator('.react-flow__node.selected[data-id="node_299"]:focus').waitFor();
    const box = (await canvas.node('node_299').boundingBox())!;
    assert.ok(box.x > 0 && box.x < 1280 && box.y > 0 && box.y < 800, JSON.stringify(box));
  });

  it('draws only what is in view of a large workflow, and plain boxes when all of it is', async () => {
    const canvas = await open({ view: bigView(300), state: { viewport: { x: 0, y: 0, zoom: 1 }, selection: [], panel: { open: false, size: 300 } } });
    const cards = canvas.page.locator('.react-flow__node');
    assert.ok((await cards.count()) < 80, String(await cards.count()));
    await canvas.button('Fit view').click();
    await canvas.page.locator('.card-far-name').getByText('node_299').waitFor();
    assert.deepEqual([await cards.count(), await canvas.page.locator('.card-text').count()], [300, 0]);
  });

  it('comes back to where the user left it', async () => {
    const first = await open();
    await first.node('draft').click();
    await first.button('Execution results').click();
    await first.page.mouse.move(600, 700);
    await first.page.mouse.wheel(0, 120);
    await first.frames(20);
    const state = await first.page.evaluate(() => (window as unknown as { state: unknown }).state);
    const before = await first.node('draft').boundingBox();

    const second = await open({ state });
    await second.page.locator('.react-flow__node.selected[data-id="draft"]').waitFor();
    await second.page.getByRole('region', { name: 'Execution results' }).waitFor();
    assert.deepEqual(await second.node('draft').boundingBox(), before);
  });

  it('ignores a remembered state that it did not write', async () => {
    const canvas = await open({ state: { viewport: 'somewhere', nodes: ['evil'] } });
    await canvas.node('review').waitFor();
  });

  for (const theme of ['dark', 'light', 'high-contrast'] as const) {
    it(`takes its colours from the theme: ${theme}`, async () => {
      const canvas = await open({ theme });
      const background = await canvas.page.evaluate(() => getComputedStyle(document.querySelector('.react-flow')!).backgroundColor);
      assert.equal(background, { dark: 'rgb(31, 31, 31)', light: 'rgb(255, 255, 255)', 'high-contrast': 'rgb(0, 0, 0)' }[theme]);
    });
  }
});
