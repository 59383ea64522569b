import assert from 'node:assert/strict';
import type { ToTable } from '../../src/shared/tableProtocol';
import { type TablePage, describeTable, sampleTables } from './harness/tablePage';
import { endedRun, tableRun } from './harness/tableViews';

const path = 'flows/reviews.llmflow';

/** A canvas's run as the table page is told of it. */
function told({ run }: ReturnType<typeof tableRun>, of: { path: string; name: string } = { path, name: 'Movie reviews' }): ToTable {
  return { type: 'table-run', ...of, run };
}

const second = { workflow_id: 'v', workflow_name: 'Another', source_connection: 'other.csv', path: 'other.llmflow' };
const twoWorkflows = { ...sampleTables.catalog, workflows: [...sampleTables.catalog.workflows, second] };

describeTable('table: runs', (open) => {
  const banner = (table: TablePage, name = 'Movie reviews') => table.page.getByRole('region', { name: `Table run of ${name}` });

  it('shows a run of the workflow in view while it goes on, and how it ended until that is dismissed', async () => {
    const table = await open();
    assert.equal(await banner(table).count(), 0);
    await table.send(told(tableRun()));
    const bar = banner(table).getByRole('progressbar', { name: 'Progress of complaints' });
    assert.equal(await bar.getAttribute('aria-valuetext'), '450 of 1,000 rows, 3 failed');
    assert.match(await banner(table).innerText(), /450 of 1,000 rows, 3 failed\s+550 left\s+12 rows\/s\s+45 s left\s+12,345 tokens\s+\$0\.012/);
    await table.button('Cancel').click();
    assert.deepEqual(await table.calls('cancel-table'), [{ path }]);

    await table.send(told(endedRun({ status: 'cancelled', completed: 5, failed: 1, skipped: 0 })));
    await banner(table).locator('.run-banner-text').getByText('Run cancelled: 5 completed, 1 failed').waitFor();
    await table.button('Dismiss').click();
    assert.equal(await banner(table).count(), 0);
    await table.send(told(tableRun()));
    assert.equal(await banner(table).count(), 1, 'the next run is shown again');
  });

  it('shows no run of a workflow that is not looked at, and names workflows where there are several', async () => {
    const table = await open({ tables: { catalog: twoWorkflows } });
    await table.send(told(tableRun(), { path: 'other.llmflow', name: 'Another' }));
    assert.equal(await banner(table, 'Another').count(), 0);
    await table.page.getByLabel('Table', { exact: true }).selectOption('results');
    await banner(table, 'Another').getByText('Another', { exact: true }).waitFor();
    await table.send(told(tableRun(), { path: 'new.llmflow', name: 'Never run before' }));
    await banner(table, 'Never run before').waitFor();
  });

  it('shows the first run of all above the empty tables', async () => {
    const table = await open({ tables: { catalog: { sources: [], workflows: [] } } });
    await table.send(told({ ...tableRun(), run: { state: 'pulling', startedAt: '2026-11-20T10:00:00.000Z' } }));
    await banner(table).getByText('Reading the rows of the source…').first().waitFor();
  });

  it('runs the table of the workflow in view, its first rows, or what has failed; and rests while it runs', async () => {
    const table = await open();
    await table.button('Run table').click();
    await table.button('First 10 rows').click();
    await table.button('Retry failed rows').click();
    await table.send(told(tableRun()));
    assert.equal(await table.button('Run table').getAttribute('title'), 'The table is running.');
    await table.button('Run table').click({ force: true });
    await table.send(told(endedRun({ status: 'budget', completed: 5, failed: 0, skipped: 0 })));
    await table.button('Resume').click();
    assert.deepEqual(await table.calls('run-table'), [{ path }, { path, limit: 10 }, { path, retryFailed: true }, { path, resume: true }]);
  });

  it('leaves out what belongs to one workflow where several are looked at', async () => {
    const table = await open({ tables: { catalog: twoWorkflows } });
    assert.equal(await table.button('Run table').count(), 1);
    await table.page.getByLabel('Table', { exact: true }).selectOption('results');
    await table.settled();
    assert.equal(await table.button('Run table').count(), 0);
  });

  it('runs selected rows again', async () => {
    const table = await open();
    const button = table.button('Run selected rows again');
    assert.equal(await button.getAttribute('aria-disabled'), 'true');
    await table.cell(2, 0).click();
    await table.cell(4, 0).click({ modifiers: ['Shift'] });
    await table.cell(7, 0).click({ modifiers: ['ControlOrMeta'] });
    await button.click();
    const [call] = await table.calls('run-rows');
    assert.deepEqual(call, { query: { subject: { view: 'joined', workflow: 'w' }, text: '' }, ranges: [{ start: 2, end: 5 }, { start: 7, end: 8 }] });
  });

  it('tells why rows could not be run', async () => {
    const table = await open({ tables: { failures: { 'run-rows': 'The workflow flows/reviews.llmflow is not in this folder any more.' } } });
    await table.cell(2, 0).click();
    await table.button('Run selected rows again').click();
    await table.page.getByRole('alert').getByText('is not in this folder any more').waitFor();
  });

  it('shows a table that is still to be made once it is there, and says so until then', async () => {
    const table = await open();
    await table.send({ type: 'show', subject: { view: 'joined', workflow: 'v' } });
    await table.page.getByRole('alert').getByText('The table of this workflow has not run yet.').waitFor();
    assert.equal(await table.page.getByLabel('Workflow', { exact: true }).inputValue(), 'w');
    await table.change({ catalog: twoWorkflows });
    assert.equal(await table.page.getByLabel('Workflow', { exact: true }).inputValue(), 'v');
    await table.page.getByLabel('Workflow', { exact: true }).selectOption('w');
    await table.change({});
    assert.equal(await table.page.getByLabel('Workflow', { exact: true }).inputValue(), 'w');
  });
});

describeTable('table: menu of a cell', (open) => {
  const items = (table: TablePage) => table.page.getByRole('menuitem');
  const labels = async (table: TablePage) => table.page.locator('.menu-label').allInnerTexts();

  it('opens at the pointer, for the cell below it', async () => {
    const table = await open();
    await table.cell(3, 4).click({ button: 'right' });
    assert.deepEqual(await labels(table), ['Copy', 'Open in the reading pane', 'Run “sentiment” again', 'Run all processes again', 'Show process in file']);
    await items(table).getByText('Run “sentiment” again').click();
    assert.deepEqual((await table.calls('run-rows')).map(({ ranges, process }) => ({ ranges, process })), [{ ranges: [{ start: 3, end: 4 }], process: 'sentiment' }]);
    assert.equal(await items(table).count(), 0);
    assert.equal(await table.focus(), '3/4');
  });

  it('is about the selected rows where the cell is among them, and forgets them where it is not', async () => {
    const table = await open();
    await table.cell(2, 0).click();
    await table.cell(4, 0).click({ modifiers: ['Shift'] });
    await table.cell(3, 2).click({ button: 'right' });
    assert.deepEqual(await labels(table), ['Copy 3 rows', 'Open in the reading pane', 'Run all processes again for 3 rows']);
    await table.press('Escape');
    await table.cell(8, 2).click({ button: 'right' });
    assert.deepEqual(await labels(table), ['Copy', 'Open in the reading pane', 'Run all processes again']);
  });

  for (const key of ['Shift+F10', 'ContextMenu']) {
    it(`opens with ${key}, goes by arrows, and gives the focus back`, async () => {
      const table = await open();
      await table.cell(5, 4).click();
      await table.press(key);
      assert.equal(await items(table).first().evaluate((item) => item === document.activeElement), true);
      await table.press('Escape');
      assert.equal(await items(table).count(), 0);
      assert.equal(await table.focus(), '5/4');
      await table.press(key, 'ArrowUp', 'Enter');
      assert.deepEqual(await table.calls('reveal-process'), [{ subject: { view: 'joined', workflow: 'w' }, row: 5, column: 'results.sentiment' }]);
    });
  }

  it('opens to the other side at the edge of the window', async () => {
    const table = await open({ size: { width: 600, height: 420 } });
    const last = (await table.places()).at(-2)!;
    await table.cell(last, 2).click({ button: 'right', position: { x: 100, y: 10 } });
    const box = (await table.page.getByRole('menu').boundingBox())!;
    assert.ok(box.x >= 0 && box.y >= 0 && box.x + box.width <= 600 && box.y + box.height <= 420, JSON.stringify(box));
  });

  it('opens the reading pane, and copies', async () => {
    const table = await open();
    await table.cell(1, 2).click({ button: 'right' });
    await items(table).getByText('Open in the reading pane').click();
    await table.page.getByRole('region', { name: 'Reading pane' }).waitFor();
    await table.cell(1, 3).click({ button: 'right' });
    await items(table).getByText('Copy', { exact: true }).click();
    assert.deepEqual((await table.calls('copy')).map(({ columns, ranges }) => ({ columns, ranges })), [{ columns: ['data.text'], ranges: [{ start: 1, end: 2 }] }]);
  });
});
