import assert from 'node:assert/strict';
import { describeTable, sampleTables } from './harness/tablePage';

const million = { total: 1_000_000 };

describeTable('table: rows', (open) => {
  it('asks only for what is in view and a little around it, and holds no more', async () => {
    const table = await open({ tables: million });
    const calls = await table.calls('rows');
    assert.equal(calls.length, 1, JSON.stringify(calls));
    assert.deepEqual([calls[0]!.start, calls[0]!.count < 70], [0, true]);
    assert.deepEqual(calls[0]!.columns, ['reference_id', 'data.title', 'data.text', 'results.sentiment', 'results.summary']);
    const places = await table.places();
    assert.deepEqual([places[0], places.length > 15, places.length < 30], [0, true, true]);
    assert.equal(await table.grid.getAttribute('aria-rowcount'), '1000001');
    assert.equal(await table.page.getByRole('status').first().innerText(), '1,000,000 rows');
  });

  it('draws no more than fits beside or above the reading pane in a narrow window', async () => {
    const table = await open({ tables: million, size: { width: 480, height: 520 } });
    await table.cell(1, 1).dblclick();
    await table.settled();
    assert.ok((await table.places()).length < 15);
    assert.equal(await table.button('Reading pane').isVisible(), true);
  });

  it('asks once for the newest place while the user scrolls on', async () => {
    const table = await open({ tables: million });
    await table.hold();
    for (const part of [0.1, 0.2, 0.3, 0.4, 0.5]) await table.scrollTo(part);
    await table.release();
    const starts = (await table.calls('rows')).slice(1).map(({ start }) => Math.round(start / 100_000));
    assert.deepEqual(starts, [1, 5]);
    const [first] = await table.places();
    assert.equal(await table.cell(first! + 1, 2).innerText(), `title ${first! + 1}`);
  });

  it('scrolls a million rows to the end and back', async () => {
    const table = await open({ tables: million });
    await table.scrollTo(1);
    assert.equal((await table.places()).at(-1), 999_999);
    assert.equal(await table.cell(999_999, 2).innerText(), 'title 999999');
    const [grid, last] = [(await table.grid.boundingBox())!, (await table.cell(999_999, 2).boundingBox())!];
    assert.ok(last.y + last.height <= grid.y + grid.height, 'the last row is in view as a whole');
    await table.scrollTo(0);
    assert.equal((await table.places())[0], 0);
    assert.equal(await table.cell(0, 2).innerText(), 'title 0');
  });

  it('leaves no row out when a wheel turns over a million', async () => {
    const table = await open({ tables: million });
    await table.scrollTo(0.5);
    const before = await table.places();
    await table.cell(before[5]!, 2).hover();
    await table.page.mouse.wheel(0, 260);
    await table.settled();
    const after = await table.places();
    assert.equal(after[0]! - before[0]!, 10);
  });

  it('scrolls a thousand rows by the pixel', async () => {
    const table = await open();
    await table.cell(3, 2).hover();
    await table.page.mouse.wheel(0, 39);
    await table.settled();
    await table.page.waitForFunction(() => document.querySelector('.grid')?.scrollTop === 39);
    await table.settled();
    assert.equal((await table.places())[0], 1);
    assert.ok(await table.page.getByText('title 15', { exact: true }).isVisible());
  });

  it('sorts ascending, descending, and in the rows’ own order again', async () => {
    const table = await open();
    const button = table.header('title').getByRole('button');
    const sorted = async () => [await table.header('title').getAttribute('aria-sort'), (await table.calls('rows')).at(-1)?.query.sort, await table.cell(0, 2).innerText()];
    await table.scrollTo(0.5);
    await button.click();
    await table.settled();
    assert.deepEqual(await sorted(), ['ascending', { column: 'data.title', descending: false }, 'title 0']);
    await button.click();
    await table.settled();
    assert.deepEqual(await sorted(), ['descending', { column: 'data.title', descending: true }, 'title 999']);
    await button.click();
    await table.settled();
    assert.deepEqual(await sorted(), ['none', undefined, 'title 0']);
  });

  it('filters by text after a pause in typing, and by status', async () => {
    const table = await open();
    const before = (await table.calls('rows')).length;
    await table.page.getByLabel('Filter rows').pressSequentially('few');
    await table.page.getByText('3 of 1,000 rows').waitFor();
    const calls = (await table.calls('rows')).slice(before);
    assert.deepEqual(calls.map(({ query }) => query.text), ['few'], 'not for each letter');
    assert.deepEqual(await table.places(), [0, 1, 2]);
    await table.press('Escape');
    await table.page.getByLabel('Status').selectOption('Failed');
    await table.page.getByText('100 of 1,000 rows').waitFor();
    assert.equal(await table.cell(1, 2).innerText(), 'title 13');
    assert.deepEqual((await table.calls('rows')).at(-1)?.query, { subject: { view: 'joined', workflow: 'w' }, text: '', status: 'Failed' });
  });

  it('says that no row matches, and clears the filter', async () => {
    const table = await open();
    await table.page.getByLabel('Filter rows').fill('none');
    await table.page.getByText('No row matches the filter').waitFor();
    await table.page.getByText('Clear Filter').click();
    await table.page.getByText('1,000 rows', { exact: true }).waitFor();
    assert.equal(await table.page.getByLabel('Filter rows').inputValue(), '');
  });

  it('fills in what has come, and keeps the place, the focus and the selection', async () => {
    const table = await open({ tables: million });
    await table.scrollTo(0.5);
    const places = await table.places();
    const row = places[8]!;
    await table.cell(row, 4).click({ modifiers: ['ControlOrMeta'] });
    await table.change({ total: 1_000_500, cells: { [`${row} results.sentiment`]: { text: 'Positive', status: 'Completed' } } });
    assert.equal(await table.cell(row, 4).textContent(), 'CompletedPositive');
    assert.deepEqual(await table.places(), places);
    assert.equal(await table.focus(), `${row}/4`);
    assert.equal(await table.page.getByText('1 selected').count(), 1);
    assert.equal(await table.page.getByText('1,000,500 rows').count(), 1);
  });

  it('keeps the rows in sight while newer ones are on their way', async () => {
    const table = await open();
    await table.hold();
    await table.send({ type: 'changed' });
    assert.equal(await table.cell(2, 2).innerText(), 'title 2');
    await table.release();
    assert.equal(await table.cell(2, 2).innerText(), 'title 2');
  });

  it('gives up the selection when rows have moved', async () => {
    const table = await open();
    await table.cell(4, 0).click();
    assert.equal(await table.page.getByText('1 selected').count(), 1);
    await table.change({ order: 2 });
    assert.equal(await table.page.getByText('1 selected').count(), 0);
  });

  it('shows a process that is new', async () => {
    const table = await open();
    await table.change({ columns: [...sampleTables.columns, { key: 'results.verdict', label: 'verdict', kind: 'process' }] });
    assert.equal(await table.header('verdict').count(), 1);
    assert.ok((await table.calls('rows')).at(-1)?.columns.includes('results.verdict'));
  });

  it('says what could not be read, and recovers', async () => {
    const table = await open({ tables: { failures: { rows: 'The database is damaged. Restore it.' } } });
    await table.page.getByText('The database is damaged. Restore it.').waitFor();
    await table.change({ failures: {} });
    assert.equal(await table.page.getByText('The database is damaged. Restore it.').count(), 0);
    assert.equal(await table.cell(0, 2).innerText(), 'title 0');
  });

  it('says what to do first where there is nothing', async () => {
    const table = await open({ tables: { catalog: { sources: [], workflows: [] }, total: 0 } });
    await table.page.getByRole('heading', { name: 'There are no tables yet' }).waitFor();
    assert.match(await table.page.locator('.empty-state').innerText(), /llmflow table/);
    await table.button('Run Table').click();
    await table.button('New Workflow…').click();
    assert.deepEqual(await table.calls('start'), [{ what: 'run-table' }, { what: 'new-workflow' }]);
    assert.deepEqual(await table.calls('rows'), []);
    await table.change({ catalog: { sources: ['reviews.csv'], workflows: [] }, total: 2 });
    assert.equal(await table.cell(1, 2).innerText(), 'title 1');
    assert.deepEqual((await table.calls('rows')).at(-1)?.query.subject, { view: 'source', source: 'reviews.csv' });
  });

  it('goes from table to table, and remembers where it was', async () => {
    const table = await open();
    await table.page.getByLabel('Table', { exact: true }).selectOption('Source Data');
    await table.page.getByLabel('Source', { exact: true }).selectOption('other.csv');
    await table.settled();
    assert.deepEqual((await table.calls('rows')).at(-1)?.query.subject, { view: 'source', source: 'other.csv' });
    const state = await table.state();
    const again = await open({ state });
    assert.deepEqual((await again.calls('rows'))[0]?.query.subject, { view: 'source', source: 'other.csv' });
    await again.send({ type: 'show', subject: { view: 'results', workflow: 'w' } });
    assert.deepEqual((await again.calls('rows')).at(-1)?.query, { subject: { view: 'results', workflow: 'w' }, text: '' });
    assert.equal(await again.grid.getAttribute('aria-label'), 'Results: Movie reviews');
  });

  it('shows what rows and models say as text, whatever it is', async () => {
    const hostile = '<img src=x onerror="window.hit=1"><script>window.hit=1</script>\u202etxt';
    const table = await open({
      tables: {
        cells: { '0 data.title': { text: hostile }, '0 results.sentiment': { text: hostile, status: 'Failed' } },
        catalog: { sources: [hostile], workflows: [{ workflow_id: 'w', workflow_name: hostile, source_connection: hostile, path: 'w.llmflow' }] },
        columns: [
          { key: 'data.title', label: hostile, kind: 'text' },
          { key: 'results.sentiment', label: 'sentiment', kind: 'process' },
        ],
      },
    });
    assert.equal(await table.cell(0, 1).textContent(), hostile);
    await table.cell(0, 1).dblclick();
    await table.button('Show as Markdown').click();
    await table.settled();
    assert.equal(await table.page.locator('img, script:not([nonce])').count(), 0);
    assert.equal(await table.page.evaluate(() => 'hit' in window), false);
  });
});
