import assert from 'node:assert/strict';
import type { CanvasPage } from './harness/canvasPage';
import { assertHoldsFocus } from './harness/dialog';
import { describeCanvas } from './harness/suite';
import { sample, viewWith } from './harness/views';

describeCanvas('canvas: edit popup', (open) => {
  async function edit(canvas: CanvasPage, id: string) {
    await canvas.node(id).dblclick();
    const dialog = canvas.page.getByRole('dialog');
    await dialog.waitFor();
    await canvas.frames(2);
    return dialog;
  }

  async function choose(canvas: CanvasPage, label: string, option: string): Promise<void> {
    const select = canvas.page.locator(`vscode-single-select[label="${label}"]`);
    await select.click();
    await select.getByRole('option', { name: option, exact: true }).click();
  }

  it('opens with Enter, is labelled, holds the focus, and closes with Escape', async () => {
    const canvas = await open();
    await canvas.node('draft').focus();
    await canvas.page.keyboard.press('Enter');
    await canvas.page.getByRole('dialog', { name: 'Edit generation node' }).waitFor();
    await assertHoldsFocus(canvas);
    await canvas.page.keyboard.press('Escape');
    await canvas.page.getByRole('dialog').waitFor({ state: 'detached' });
    assert.deepEqual(await canvas.sent('edit'), []);
    assert.equal(await canvas.page.evaluate(() => document.activeElement?.getAttribute('data-id')), 'draft', 'the focus is back on the node');
  });

  it('sends only what changed', async () => {
    const canvas = await open();
    const dialog = await edit(canvas, 'second');
    await dialog.getByRole('textbox', { name: 'Prompt' }).fill('Say it shorter: {input_data}');
    await dialog.getByText('Apply').click();
    assert.deepEqual(await canvas.edits(), [{ kind: 'update-node', node: 'second', changes: { prompt: 'Say it shorter: {input_data}' } }]);
  });

  it('sends nothing when nothing changed', async () => {
    const canvas = await open();
    const dialog = await edit(canvas, 'draft');
    await dialog.getByText('Apply').click();
    await dialog.waitFor({ state: 'detached' });
    assert.deepEqual(await canvas.sent('edit'), []);
  });

  it('edits the content of an input, and applies with Ctrl+Enter', async () => {
    const canvas = await open();
    const dialog = await edit(canvas, 'review');
    await dialog.getByRole('textbox', { name: 'Content' }).fill('Line one\nLine two');
    await canvas.page.keyboard.press('Control+Enter');
    assert.deepEqual(await canvas.edits(), [{ kind: 'update-node', node: 'review', changes: { content: 'Line one\nLine two' } }]);
  });

  it('chooses provider and model, and goes back to the default', async () => {
    const canvas = await open();
    await edit(canvas, 'second');
    await choose(canvas, 'Provider', 'Anthropic');
    await canvas.page.getByRole('combobox', { name: 'Model' }).click();
    await canvas.page.getByRole('option', { name: 'claude-sonnet-5' }).click();
    await canvas.page.getByText('Apply').click();
    assert.deepEqual((await canvas.edits()).at(-1), {
      kind: 'update-node',
      node: 'second',
      changes: { llm_provider: 'anthropic', model_type: 'claude-sonnet-5' },
    });
    await canvas.document(sample);

    await edit(canvas, 'draft');
    await choose(canvas, 'Provider', 'Default (builtin)');
    await canvas.page.getByText('Apply').click();
    assert.deepEqual((await canvas.edits(2)).at(-1), { kind: 'update-node', node: 'draft', changes: { llm_provider: null, model_type: null } });
  });

  it('takes the name of a model that no list has', async () => {
    const canvas = await open();
    await edit(canvas, 'draft');
    await canvas.page.getByRole('combobox', { name: 'Model' }).fill('my-finetune-7');
    await canvas.page.getByText('Apply').click();
    assert.deepEqual(await canvas.edits(), [{ kind: 'update-node', node: 'draft', changes: { model_type: 'my-finetune-7' } }]);
  });

  it('shows a model of the file that the list does not have', async () => {
    const nodes = sample.nodes.map((node) => (node.id === 'draft' ? { ...node, model_type: 'gpt-2' } : node));
    const canvas = await open({ view: viewWith({ nodes }) });
    await edit(canvas, 'draft');
    assert.equal(await canvas.page.getByRole('combobox', { name: 'Model' }).inputValue(), 'gpt-2');
  });

  it('shows the default prompt, starts from it, and returns to it', async () => {
    const canvas = await open();
    const dialog = await edit(canvas, 'second');
    await dialog.getByText('Use the default').click();
    const prompt = dialog.getByRole('textbox', { name: 'Prompt' });
    assert.match((await prompt.getAttribute('placeholder')) ?? '', /Answer from the context/);
    await dialog.getByText('Start from the default').click();
    assert.match(await prompt.inputValue(), /Answer from the context/);
    await dialog.getByText('Use the default').click();
    await dialog.getByText('Apply').click();
    assert.deepEqual(await canvas.edits(), [{ kind: 'update-node', node: 'second', changes: { prompt: null } }]);
  });

  it('renames after the fields are changed, each against the newest document', async () => {
    const canvas = await open();
    const dialog = await edit(canvas, 'second');
    await dialog.getByRole('textbox', { name: 'Node id' }).fill('critic');
    await dialog.getByRole('textbox', { name: 'Prompt' }).fill('Short: {input_data}');
    await dialog.getByText('Apply').click();
    await canvas.edits(1);
    await canvas.document(sample);
    assert.deepEqual(await canvas.edits(2), [
      { kind: 'update-node', node: 'second', changes: { prompt: 'Short: {input_data}' } },
      { kind: 'rename', node: 'second', to: 'critic' },
    ]);
  });

  it('says what a provider lacks, and asks the host for the key', async () => {
    const canvas = await open();
    const dialog = await edit(canvas, 'draft');
    await dialog.locator('.field-hint').getByText('No API key is set.').waitFor();
    await dialog.getByText('Set API Key…').click();
    assert.deepEqual(await canvas.sent('set-api-key'), [{ type: 'set-api-key', provider: 'openai' }]);
  });

  it('offers no key where it is another thing that a provider lacks', async () => {
    const canvas = await open();
    await canvas.send({ type: 'providers', providers: [{ id: 'builtin', label: 'Built-in', models: [] }, { id: 'ollama', label: 'Ollama', models: [], missing: 'No Ollama answers on its usual port.' }] });
    const dialog = await edit(canvas, 'second');
    await choose(canvas, 'Provider', 'Ollama');
    await dialog.locator('.field-hint').getByText('No Ollama answers on its usual port.').waitFor();
    assert.equal(await dialog.getByText('Set API Key…').count(), 0);
  });

  it('says where a list of models may be old', async () => {
    const canvas = await open();
    await canvas.send({ type: 'providers', providers: [{ id: 'openai', label: 'OpenAI', models: ['gpt-5'], note: 'OpenAI could not be asked for its models.' }] });
    const dialog = await edit(canvas, 'draft');
    await dialog.locator('.field-hint').getByText('OpenAI could not be asked for its models.').waitFor();
    await dialog.getByRole('combobox', { name: 'Model' }).click();
    await canvas.page.locator('.combobox-list').getByText('OpenAI could not be asked for its models.').waitFor();
    assert.equal(await canvas.page.getByRole('listbox', { name: 'Model' }).getByText('OpenAI could not be asked for its models.').count(), 0);
  });

  it('closes with Escape from a dropdown too, but first its list', async () => {
    const canvas = await open();
    const dialog = await edit(canvas, 'draft');
    await canvas.page.locator('vscode-single-select[label="Provider"]').click();
    await canvas.page.keyboard.press('Escape');
    await canvas.frames(2);
    assert.equal(await dialog.count(), 1);
    await canvas.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  it('edits fields while the workflow runs, with a note, but not the id', async () => {
    const canvas = await open();
    await canvas.run({ event: 'run-started', nodes: ['second'] });
    const dialog = await edit(canvas, 'second');
    await dialog.getByText('Changes count from the next run.').waitFor();
    assert.equal(await dialog.getByRole('textbox', { name: 'Node id' }).isDisabled(), true);
    await dialog.getByRole('textbox', { name: 'Prompt' }).fill('Next time: {input_data}');
    await dialog.getByText('Apply').click();
    assert.deepEqual(await canvas.edits(), [{ kind: 'update-node', node: 'second', changes: { prompt: 'Next time: {input_data}' } }]);
  });

  it('closes when its node is gone', async () => {
    const canvas = await open();
    const dialog = await edit(canvas, 'second');
    await canvas.document(viewWith({ nodes: sample.nodes.filter(({ id }) => id !== 'second') }));
    await dialog.waitFor({ state: 'detached' });
  });
});
