import assert from 'node:assert/strict';
import { Dialog } from './harness/dialog';
import { describeCanvas } from './harness/suite';
import { sample, viewWith } from './harness/views';

const knowledgeBases = [
  { name: 'handbook', documents: 120, chunks: 1408 },
  { name: 'none', documents: 1, chunks: 3 },
];
const withDefault = { ...sample.defaults, knowledge_base: 'handbook', intensity: 'high' as const };

/** The sample whose node `second` says more. */
function viewOf(second: Partial<(typeof sample.nodes)[number]>, change: Parameters<typeof viewWith>[0] = {}) {
  const nodes = sample.nodes.map((node) => (node.id === 'second' ? { ...node, ...second } : node));
  return viewWith({ nodes, knowledgeBases, ...change });
}

describeCanvas('canvas: knowledge base and parameters of a node', (open) => {
  it('chooses a knowledge base, none, and the workflow’s again', async () => {
    const canvas = await open({ view: viewOf({}, { defaults: withDefault }) });
    const dialog = await Dialog.ofNode(canvas, 'second');
    assert.equal(await dialog.chosen('Knowledge base'), 'Workflow’s default (handbook)');
    assert.equal(await dialog.box('Search intensity').getAttribute('placeholder'), 'Workflow’s default (high)');
    await dialog.choose('Knowledge base', 'None');
    await dialog.apply();
    await canvas.document(viewOf({ knowledge_base: false }, { defaults: withDefault }));

    const again = await Dialog.ofNode(canvas, 'second');
    // A knowledge base may be called that.
    await again.choose('Knowledge base', 'none');
    await again.apply();
    await canvas.document(viewOf({ knowledge_base: 'none' }, { defaults: withDefault }));

    const last = await Dialog.ofNode(canvas, 'second');
    await last.choose('Knowledge base', 'Workflow’s default (handbook)');
    await last.apply();
    assert.deepEqual(
      (await canvas.edits(3)).map((edit) => edit.kind === 'update-node' && edit.changes),
      [{ knowledge_base: false }, { knowledge_base: 'none' }, { knowledge_base: null }],
    );
  });

  it('shows a knowledge base that is missing, and asks the host to create it', async () => {
    const canvas = await open({ view: viewOf({ knowledge_base: 'handbok' }) });
    const dialog = await Dialog.ofNode(canvas, 'second');
    assert.equal(await dialog.chosen('Knowledge base'), 'handbok (missing)');
    const { element } = dialog;
    await element.getByText('Create…').click();
    assert.deepEqual(await canvas.sent('create-knowledge-base'), [{ type: 'create-knowledge-base', name: 'handbok' }]);
    await canvas.document(viewOf({ knowledge_base: 'handbok' }, { knowledgeBases: [{ name: 'handbok', documents: 0, chunks: 0 }] }));
    await element.getByText('Create…').waitFor({ state: 'detached' });
  });

  it('calls none missing while it does not know which there are', async () => {
    const canvas = await open({ view: viewOf({ knowledge_base: 'handbok' }, { knowledgeBases: undefined }) });
    const dialog = await Dialog.ofNode(canvas, 'second');
    assert.equal(await dialog.chosen('Knowledge base'), 'handbok');
    assert.equal(await dialog.element.getByText('There is no knowledge base').count(), 0);
  });

  it('takes a word or a number as search intensity, and nothing else', async () => {
    const canvas = await open({ view: viewOf({ intensity: 8 }) });
    const dialog = await Dialog.ofNode(canvas, 'second');
    const intensity = dialog.box('Search intensity');
    assert.equal(await intensity.inputValue(), '8');
    for (const wrong of ['51', '0', '2.5', 'some']) {
      await intensity.fill(wrong);
      await dialog.element.getByText('Write low, medium, high, or a whole number from 1 to 50.').waitFor();
    }
    await dialog.apply();
    assert.equal(await dialog.element.count(), 1, 'it stays open');
    assert.equal(await intensity.evaluate((field) => field === document.activeElement), true, 'it goes to what is wrong');
    await intensity.fill('');
    await intensity.press('ArrowDown');
    await canvas.page.getByRole('option', { name: 'high (12)' }).click();
    await dialog.apply();
    assert.deepEqual(await canvas.edits(), [{ kind: 'update-node', node: 'second', changes: { intensity: 'high' } }]);
  });

  it('sets parameters with the keyboard alone', async () => {
    const canvas = await open();
    const dialog = await Dialog.ofNode(canvas, 'second');
    await dialog.element.locator('summary').focus();
    await canvas.page.keyboard.press('Enter');
    for (const text of ['0.2', '800']) {
      await canvas.page.keyboard.press('Tab');
      await canvas.page.keyboard.type(text);
    }
    await canvas.page.keyboard.press('Tab');
    await canvas.page.keyboard.insertText('END\n\\n\\n');
    await canvas.page.keyboard.press('Tab');
    await canvas.page.keyboard.type('lo');
    await canvas.page.keyboard.press('ArrowDown');
    await canvas.page.keyboard.press('Enter');
    await canvas.page.keyboard.press('Control+Enter');
    assert.deepEqual(await canvas.edits(), [
      {
        kind: 'update-node',
        node: 'second',
        changes: { temperature: 0.2, max_output_tokens: 800, stop: ['END', '\n\n'], reasoning_effort: 'low' },
      },
    ]);
  });

  it('shows the parameters that are set, and takes them back', async () => {
    const canvas = await open({ view: viewOf({ temperature: 0, max_output_tokens: 50, stop: ['a\\b'], reasoning_effort: 'xhigh' }) });
    const dialog = await Dialog.ofNode(canvas, 'second');
    await dialog.element.getByText('temperature 0, at most 50 tokens, 1 stop sequence, xhigh effort').waitFor();
    assert.equal(await dialog.text('Stop sequences').inputValue(), 'a\\\\b');
    for (const label of ['Temperature', 'Max output tokens', 'Stop sequences']) await dialog.text(label).fill('');
    await dialog.box('Reasoning effort').fill('');
    await canvas.page.keyboard.press('Escape');
    await dialog.element.getByText('all default').waitFor();
    await dialog.apply();
    assert.deepEqual(await canvas.edits(), [
      { kind: 'update-node', node: 'second', changes: { temperature: null, max_output_tokens: null, stop: null, reasoning_effort: null } },
    ]);
  });

  it('says what is wrong with a parameter, and unfolds it when it keeps the rest from being applied', async () => {
    const canvas = await open();
    const dialog = await Dialog.ofNode(canvas, 'second');
    const summary = dialog.element.locator('summary');
    await summary.click();
    await dialog.text('Temperature').fill('3');
    await dialog.element.getByText('Write a number from 0 to 2, such as 0.7.').waitFor();
    await dialog.text('Max output tokens').fill('1.5');
    await dialog.element.getByText('Write a whole number from 1, such as 800.').waitFor();
    await dialog.text('Stop sequences').fill('1\n2\n3\n4\n5');
    await dialog.element.getByText('Write 4 stop sequences at most.').waitFor();
    await summary.click();
    await dialog.apply();
    assert.equal(await dialog.text('Temperature').evaluate((field) => field.getRootNode() instanceof ShadowRoot && field.matches(':focus')), true);
    assert.deepEqual(await canvas.sent('edit'), []);
  });

  it('says of a prompt what the rules will say of it', async () => {
    const canvas = await open({ view: viewOf({}, { defaults: withDefault }) });
    const dialog = await Dialog.ofNode(canvas, 'second');
    await dialog.text('Prompt').fill('Say {something}.');
    for (const sentence of [
      'Without {input_data} the model does not see the input.',
      'Without {context} what is found in “handbook” is lost.',
      '{something} is no placeholder and stays as it is.',
    ]) {
      await dialog.element.getByText(sentence).waitFor();
    }
    await dialog.choose('Knowledge base', 'None');
    await dialog.element.getByText('is lost').waitFor({ state: 'detached' });
    await dialog.text('Prompt').fill('{input_data}');
    await dialog.element.locator('.field-problem').waitFor({ state: 'detached' });
  });

  it('shows on a card the knowledge base that counts for it', async () => {
    const canvas = await open({ view: viewOf({ knowledge_base: false }, { defaults: withDefault }) });
    assert.match(await canvas.node('draft').innerText(), /handbook/);
    assert.doesNotMatch(await canvas.node('second').innerText(), /handbook/);
    assert.equal(await canvas.node('review').getByTitle('Knowledge base').count(), 0);
  });
});
