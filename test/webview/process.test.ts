import assert from 'node:assert/strict';
import type { ProcessProblem, ToCanvas } from '../../src/shared/protocol';
import type { CanvasPage } from './harness/canvasPage';
import { assertHoldsFocus, Dialog } from './harness/dialog';
import { describeCanvas } from './harness/suite';
import { table, tableRun, tableView } from './harness/tableViews';
import { sample } from './harness/views';

/** What the host answers to every question about a process. */
function wrong(...problems: ProcessProblem[]): Record<string, ToCanvas[]> {
  return { 'check-process': [{ type: 'process-check', request: 0, problems }] };
}

const focused = ({ page }: CanvasPage) => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent);

/** Not as it is drawn: an option out of view is not. */
async function offered({ page }: CanvasPage): Promise<string[]> {
  await page.getByRole('listbox').waitFor();
  return page.getByRole('option').locator('.combobox-label').allTextContents();
}

describeCanvas('canvas: editing a process', (open) => {
  async function add(canvas: CanvasPage): Promise<Dialog> {
    await canvas.button('Add process').click();
    return Dialog.opened(canvas);
  }

  async function edit(canvas: CanvasPage, process: string): Promise<Dialog> {
    await canvas.button(`Edit ${process}`).click();
    return Dialog.opened(canvas);
  }

  it('opens with the keyboard, holds the focus, and gives it back to its opener', async () => {
    const canvas = await open({ view: tableView() });
    for (const opener of ['Add process', 'Edit complaints']) {
      await canvas.button(opener).focus();
      await canvas.page.keyboard.press('Enter');
      await canvas.page.getByRole('dialog').waitFor();
      await canvas.page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Name');
      await assertHoldsFocus(canvas);
      await canvas.page.keyboard.press('Escape');
      await canvas.page.getByRole('dialog').waitFor({ state: 'detached' });
      assert.equal(await focused(canvas), opener);
    }
    assert.deepEqual(await canvas.sent('edit'), []);
  });

  it('adds a built-in process by its name, with a column that is picked', async () => {
    const canvas = await open({ view: tableView({ processes: [] }) });
    const dialog = await add(canvas);
    await dialog.box('Name').click();
    assert.deepEqual(await offered(canvas), ['sentiment', 'keywords']);
    await canvas.page.getByRole('option', { name: 'sentiment' }).click();
    assert.equal(await dialog.chosen('What it does'), 'Built-in prompt');
    assert.match(await dialog.element.locator('.built-in-prompt').innerText(), /overall sentiment/);
    await dialog.box('Column').focus();
    await canvas.page.keyboard.type('rev');
    await canvas.page.keyboard.press('ArrowDown');
    await canvas.page.keyboard.press('Enter');
    await dialog.apply();
    assert.deepEqual(await canvas.edits(), [{ kind: 'add-process', name: 'sentiment', fields: { column: ['review'], prompt: null, flow: null } }]);
  });

  it('picks several columns: the source’s, and the results of earlier processes', async () => {
    const canvas = await open({ view: tableView() });
    const dialog = await edit(canvas, 'complaints');
    await dialog.element.getByText('Add another column').click();
    await canvas.page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Column 3');
    await canvas.page.keyboard.press('ArrowDown');
    // What is taken is not offered again, nor what comes later.
    assert.deepEqual(await offered(canvas), ['id', 'results.sentiment']);
    await canvas.page.keyboard.press('End');
    await canvas.page.keyboard.press('ArrowDown');
    await canvas.page.keyboard.press('Enter');
    await dialog.element.getByRole('button', { name: 'Remove column 1' }).click();
    assert.equal(await dialog.box('Column 1').inputValue(), 'title');
    await dialog.apply();
    const [sent] = await canvas.edits();
    assert.deepEqual(sent, { kind: 'update-process', process: 'complaints', changes: { column: ['title', 'results.sentiment'] } });
  });

  it('sends what differs as one edit, a new name with it', async () => {
    const canvas = await open({ view: tableView() });
    const dialog = await edit(canvas, 'complaints');
    await dialog.box('Name').fill('praise');
    await dialog.element.getByText('Under the new one it starts afresh').waitFor();
    await dialog.text('Prompt').fill('Name what {title} did well. {input_data}');
    await dialog.choose('Provider', 'Anthropic');
    await dialog.element.getByText('Parameters').click();
    await dialog.text('Temperature').fill('0.5');
    await dialog.apply();
    assert.deepEqual(await canvas.edits(), [
      {
        kind: 'update-process',
        process: 'complaints',
        changes: { name: 'praise', prompt: 'Name what {title} did well. {input_data}', flow: null, llm_provider: 'anthropic', model_type: null, temperature: 0.5 },
      },
    ]);
  });

  it('runs a flow: this workflow’s graph, or one of the workspace', async () => {
    const canvas = await open({ view: { ...sample, table }, answers: { 'list-workflows': [{ type: 'workflows', paths: ['other.llmflow'] }] } });
    const dialog = await edit(canvas, 'complaints');
    await dialog.choose('What it does', 'Flow');
    assert.equal(await dialog.box('Flow').inputValue(), 'self');
    await dialog.box('Flow').click();
    assert.deepEqual(await offered(canvas), ['self', 'other.llmflow']);
    await canvas.page.getByRole('option', { name: 'other.llmflow' }).click();
    assert.equal(await dialog.chosen('Provider'), 'OpenAI');
    await dialog.apply();
    assert.deepEqual(await canvas.edits(), [{ kind: 'update-process', process: 'complaints', changes: { prompt: null, flow: 'other.llmflow' } }]);
  });

  it('takes a column as the source writes it, and no flow without a name', async () => {
    const canvas = await open({ view: tableView({ columns: [' review', 'title'] }) });
    const dialog = await edit(canvas, 'sentiment');
    await dialog.box('Column').click();
    await canvas.page.getByRole('option').first().click();
    await dialog.choose('What it does', 'Flow');
    await dialog.element.getByText('Write self, or the path of a workflow.').waitFor();
    await dialog.apply();
    await canvas.page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Flow');
    assert.deepEqual(await canvas.sent('edit'), []);
    await dialog.box('Flow').fill('other.llmflow');
    await dialog.apply();
    assert.deepEqual(await canvas.edits(), [{ kind: 'update-process', process: 'sentiment', changes: { column: [' review'], prompt: null, flow: 'other.llmflow' } }]);
  });

  it('shows what the rules say at the field, and lets a column be written that is not known', async () => {
    const message = 'The source has no column “reviewed”. Did you mean “review”?';
    const canvas = await open({ view: tableView(), answers: wrong({ field: 'column', column: 'reviewed', severity: 'error', message, refuses: false }, { field: 'prompt', severity: 'warning', message: 'Add {input_data}.', refuses: false }) });
    const dialog = await add(canvas);
    await dialog.box('Name').fill('topic');
    await dialog.box('Column').fill('reviewed');
    await dialog.element.getByText(message).waitFor();
    assert.equal(await dialog.box('Column').getAttribute('aria-invalid'), 'true');
    const described = await dialog.box('Column').getAttribute('aria-describedby');
    assert.equal(await canvas.page.locator(`[id="${described!}"]`).innerText(), message);
    await dialog.text('Prompt').fill('What is it about?');
    await dialog.element.getByText('Add {input_data}.').waitFor();
    await dialog.apply();
    assert.deepEqual(await canvas.edits(), [{ kind: 'add-process', name: 'topic', fields: { column: ['reviewed'], prompt: 'What is it about?', flow: null } }]);
    const asked = await canvas.sent('check-process');
    assert.deepEqual(asked.at(-1)?.edit, (await canvas.edits())[0]);
  });

  it('does not apply what would be refused: it stays open and goes to the field', async () => {
    const canvas = await open({ view: tableView(), answers: wrong({ field: 'name', severity: 'error', message: 'A process needs a name.', refuses: true }) });
    const dialog = await add(canvas);
    // Nothing is wrong before anything is written.
    assert.equal(await dialog.element.getByText('A process needs a name.').count(), 0);
    await dialog.apply();
    await dialog.element.getByText('A process needs a name.').waitFor();
    await canvas.page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Name');
    assert.deepEqual(await canvas.sent('edit'), []);
  });

  it('does not add a process that asks nothing', async () => {
    const message = 'Process “topic” has no prompt.';
    const canvas = await open({ view: tableView(), answers: wrong({ field: 'prompt', severity: 'error', message, refuses: false }) });
    const dialog = await add(canvas);
    await dialog.box('Name').fill('topic');
    await dialog.box('Column').fill('some column');
    assert.equal(await dialog.element.getByText(message).count(), 0);
    await dialog.apply();
    await dialog.element.getByText(message).waitFor();
    assert.deepEqual(await canvas.sent('edit'), []);
  });

  it('removes with the Delete key, moves with Alt and the arrows, and says so', async () => {
    const canvas = await open({ view: tableView() });
    const row = (name: string) => canvas.page.locator(`[data-process="${name}"]`);
    const processes = [...table.processes].reverse().map((process) => ({ ...process, holds: {} }));
    await canvas.document(tableView({ processes }));
    await row('complaints').getByRole('button', { name: 'complaints', exact: true }).focus();
    await canvas.page.keyboard.press('Alt+ArrowDown');
    assert.deepEqual(await canvas.edits(1), [{ kind: 'move-process', process: 'complaints', to: 2 }]);
    const moved = [processes[0]!, processes[2]!, processes[1]!];
    await canvas.document(tableView({ processes: moved }));
    await canvas.page.getByRole('status').getByText('complaints is process 3 of 3 now').waitFor();
    assert.equal(await focused(canvas), 'complaints');
    await canvas.button('Move complaints up').click();
    assert.deepEqual((await canvas.edits(2))[1], { kind: 'move-process', process: 'complaints', to: 1 });
    await canvas.document(tableView({ processes }));
    assert.equal(await focused(canvas), 'Move complaints up');

    await canvas.page.keyboard.press('Delete');
    assert.deepEqual((await canvas.edits(3))[2], { kind: 'remove-process', process: 'complaints' });
    await canvas.document(tableView({ processes: [processes[0]!, processes[2]!] }));
    await canvas.page.getByRole('status').getByText('complaints removed').waitFor();
    assert.equal(await focused(canvas), 'sentiment');
  });

  it('says why a process must stay where it is', async () => {
    const canvas = await open({ view: tableView() });
    const remove = canvas.button('Remove complaints');
    assert.deepEqual([await remove.getAttribute('aria-disabled'), await remove.getAttribute('title')], ['true', table.processes[1]!.holds.remove]);
    assert.equal(await canvas.button('Move verdict up').getAttribute('title'), table.processes[2]!.holds.up);
    await canvas.page.getByRole('button', { name: 'complaints', exact: true }).focus();
    await canvas.page.keyboard.press('Delete');
    await canvas.page.getByRole('alert').getByText('reads its results').waitFor();
    assert.deepEqual(await canvas.sent('edit'), []);
  });

  it('locks the structure while the table runs, and says why', async () => {
    const canvas = await open({ view: { ...sample, table } });
    await canvas.send(tableRun());
    await canvas.page.getByText('The table is running: source and processes are locked until the run ends.').waitFor();
    for (const name of ['Add process', 'Move sentiment down', 'Remove verdict', 'Choose source…']) {
      assert.equal(await canvas.button(name).getAttribute('aria-disabled'), 'true', name);
      assert.match((await canvas.button(name).getAttribute('title')) ?? '', /running: source and processes are locked/);
    }
    await canvas.page.getByRole('button', { name: 'sentiment', exact: true }).focus();
    await canvas.page.keyboard.press('Delete');
    const dialog = await edit(canvas, 'complaints');
    assert.deepEqual([await dialog.box('Name').isDisabled(), await dialog.box('Column 1').isDisabled()], [true, true]);
    await dialog.text('Prompt').fill('Ask {input_data}');
    await dialog.apply();
    assert.deepEqual(await canvas.edits(), [{ kind: 'update-process', process: 'complaints', changes: { prompt: 'Ask {input_data}', flow: null } }]);
    assert.equal(await canvas.button('Add node').getAttribute('aria-disabled'), 'false');
  });

  it('begins a table in a workflow that has none, and asks the host for a source', async () => {
    const canvas = await open();
    const dialog = await add(canvas);
    await dialog.box('Name').fill('sentiment');
    await canvas.page.keyboard.press('Escape');
    await dialog.box('Column').fill('review');
    await dialog.apply();
    await canvas.edits();
    await canvas.document({ ...sample, table: { processes: [table.processes[0]!] } });
    // The button that it was opened with is gone.
    await canvas.page.waitForFunction(() => document.activeElement?.textContent === 'sentiment');
    await canvas.button('Choose source…').click();
    assert.equal((await canvas.sent('choose-source')).length, 1);
  });
});
