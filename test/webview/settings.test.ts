import assert from 'node:assert/strict';
import { assertHoldsFocus, Dialog } from './harness/dialog';
import { describeCanvas } from './harness/suite';
import { tableView } from './harness/tableViews';
import { sample, viewWith } from './harness/views';

const knowledgeBases = [{ name: 'handbook', documents: 120, chunks: 1408 }];

describeCanvas('canvas: workflow settings', (open) => {
  it('opens with the keyboard, holds the focus, and gives it back', async () => {
    const canvas = await open();
    await canvas.button('Workflow settings').focus();
    await canvas.page.keyboard.press('Enter');
    await canvas.page.getByRole('dialog', { name: 'Workflow settings' }).waitFor();
    await assertHoldsFocus(canvas);
    await canvas.page.keyboard.press('Escape');
    await canvas.page.getByRole('dialog').waitFor({ state: 'detached' });
    assert.deepEqual(await canvas.sent('edit'), []);
    assert.equal(await canvas.page.evaluate(() => document.activeElement?.getAttribute('aria-label')), 'Workflow settings');
  });

  it('sends all changes as one edit', async () => {
    const canvas = await open({ view: viewWith({ knowledgeBases }) });
    const dialog = await Dialog.ofSettings(canvas);
    await dialog.choose('Provider', 'OpenAI');
    await dialog.box('Model').fill('gpt-5');
    await dialog.choose('Knowledge base', 'handbook');
    await dialog.box('Search intensity').fill('20');
    await dialog.text('Prompt for generation nodes').fill('Say: {input_data} {context}');
    await dialog.element.getByRole('tab', { name: 'Validation' }).click();
    await dialog.text('Prompt for validation nodes').fill('Check: {input_data} {context}');
    await dialog.apply();
    assert.deepEqual(await canvas.edits(), [
      {
        kind: 'update-workflow',
        changes: {
          llm_provider: 'openai',
          model_type: 'gpt-5',
          knowledge_base: 'handbook',
          intensity: 20,
          prompts: { generation: 'Say: {input_data} {context}', validation: 'Check: {input_data} {context}' },
        },
      },
    ]);
  });

  it('shows no prompts of node types where there are no nodes', async () => {
    const canvas = await open({ view: tableView() });
    const dialog = await Dialog.ofSettings(canvas);
    await dialog.element.getByText('These hold for every process that chooses nothing of its own.').waitFor();
    assert.equal(await dialog.element.getByRole('tab').count(), 0);
    await dialog.choose('Provider', 'OpenAI');
    await dialog.apply();
    assert.deepEqual(await canvas.edits(), [{ kind: 'update-workflow', changes: { llm_provider: 'openai' } }]);
  });

  it('takes out of the file what goes back to the default', async () => {
    const workflow = { llm_provider: 'openai', model_type: 'gpt-5', knowledge_base: 'handbook', intensity: 'low' as const, prompts: { ensemble: 'Merge {input_data} {context}' } };
    const canvas = await open({ view: viewWith({ knowledgeBases, workflow }) });
    const dialog = await Dialog.ofSettings(canvas);
    await dialog.choose('Provider', 'Default (builtin)');
    await dialog.choose('Knowledge base', 'None');
    await dialog.box('Search intensity').fill('');
    await canvas.page.keyboard.press('Escape');
    await dialog.element.getByRole('tab', { name: 'Ensemble' }).click();
    await dialog.element.getByText('Use the default').click();
    await dialog.apply();
    assert.deepEqual(await canvas.edits(), [
      { kind: 'update-workflow', changes: { llm_provider: null, model_type: null, knowledge_base: null, intensity: null, prompts: { ensemble: null } } },
    ]);
  });

  it('sends nothing when nothing changed', async () => {
    const canvas = await open();
    const dialog = await Dialog.ofSettings(canvas);
    await dialog.apply();
    await dialog.element.waitFor({ state: 'detached' });
    assert.deepEqual(await canvas.sent('edit'), []);
  });

  it('shows the built-in prompt, not the workflow’s, as what an empty field stands for', async () => {
    const fallback = { ...sample.fallback, prompts: { ...sample.fallback.prompts, generation: 'Built in: {input_data}' } };
    const canvas = await open({ view: viewWith({ fallback, workflow: { prompts: { generation: 'Own: {input_data}' } } }) });
    const dialog = await Dialog.ofSettings(canvas);
    const prompt = dialog.text('Prompt for generation nodes');
    assert.equal(await prompt.inputValue(), 'Own: {input_data}');
    await dialog.element.getByText('Use the default').click();
    assert.equal(await prompt.getAttribute('placeholder'), 'Built in: {input_data}');
    await dialog.element.getByText('Start from the default').click();
    assert.equal(await prompt.inputValue(), 'Built in: {input_data}');
  });

  it('goes from prompt to prompt with the arrow keys, and marks the one with a problem', async () => {
    const canvas = await open({ view: viewWith({ workflow: { prompts: { ensemble: 'Merge them.', validation: '{input_data}' } } }) });
    const { element } = await Dialog.ofSettings(canvas);
    await element.getByRole('tab', { name: 'Generation' }).focus();
    await canvas.page.keyboard.press('ArrowRight');
    assert.equal(await element.getByRole('tab', { name: /Ensemble/ }).getAttribute('aria-selected'), 'true');
    await element.getByText('Without {input_data} the model does not see the input.', { exact: true }).waitFor();
    await element.getByRole('tab', { name: /Ensemble.*Without \{input_data\}/ }).waitFor();
    await element.getByRole('tab', { name: /Validation.*Has its own prompt/ }).waitFor();
    await canvas.page.keyboard.press('ArrowLeft');
    await canvas.page.keyboard.press('ArrowLeft');
    assert.equal(await element.getByRole('tab', { name: /Validation/ }).evaluate((tab) => tab === document.activeElement), true);
  });

  it('changes nothing in a file that cannot be written', async () => {
    const canvas = await open({ view: viewWith({ editable: 'This file cannot be written to.' }) });
    const dialog = await Dialog.ofSettings(canvas);
    assert.equal(await dialog.box('Model').isDisabled(), true);
    await dialog.box('Model').click({ force: true });
    assert.equal(await canvas.page.getByRole('option').count(), 0);
    await canvas.page.keyboard.press('Control+Enter');
    assert.deepEqual(await canvas.sent('edit'), []);
  });

  it('notes that a run goes on with what it began with', async () => {
    const canvas = await open();
    await canvas.run({ event: 'run-started', nodes: ['draft'] });
    const dialog = await Dialog.ofSettings(canvas);
    await dialog.element.getByText('Changes count from the next run.').waitFor();
    await dialog.box('Search intensity').fill('low');
    await canvas.page.keyboard.press('Escape');
    await dialog.apply();
    assert.deepEqual(await canvas.edits(), [{ kind: 'update-workflow', changes: { intensity: 'low' } }]);
  });
});
