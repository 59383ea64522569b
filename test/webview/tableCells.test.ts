import assert from 'node:assert/strict';
import { describeTable, sampleTables, type TablePage } from './harness/tablePage';

const joined = { subject: { view: 'joined', workflow: 'w' }, text: '' };
const allColumns = sampleTables.columns.map(({ key }) => key);

describeTable('table: cells', (open) => {
  it('is a grid that says where each cell is', async () => {
    const table = await open();
    assert.equal(await table.grid.getAttribute('aria-label'), 'Rows with Results: Movie reviews');
    assert.equal(await table.grid.getAttribute('aria-colcount'), '6');
    assert.equal(await table.page.getByRole('row').nth(3).getAttribute('aria-rowindex'), '4');
    assert.equal(await table.cell(2, 3).getAttribute('aria-colindex'), '4');
    assert.equal(await table.page.locator('.grid [tabindex="0"]').count(), 1, 'one stop for Tab');
  });

  it('walks by keyboard: cells, pages, ends, header', async () => {
    const table = await open({ tables: { total: 1_000_000 } });
    await table.cell(0, 1).click();
    const walk: [string, string][] = [
      ['ArrowRight', '0/2'],
      ['ArrowDown', '1/2'],
      ['End', '1/5'],
      ['ArrowRight', '1/5'],
      ['Home', '1/0'],
      ['ArrowLeft', '1/0'],
      ['ArrowUp', '0/0'],
      ['ArrowUp', 'header/0'],
      ['ArrowRight', 'header/1'],
      ['ArrowDown', '0/1'],
      ['Control+End', '999999/5'],
      ['ArrowDown', '999999/5'],
      ['ArrowUp', '999998/5'],
      ['Control+Home', '0/0'],
    ];
    for (const [key, expected] of walk) {
      await table.press(key);
      assert.equal(await table.focus(), expected, key);
    }
    await table.press('PageDown', 'PageDown');
    const [row] = (await table.focus()).split('/');
    assert.ok(Number(row) > 30 && Number(row) < 60, row);
    assert.equal(await table.cell(Number(row), 2).innerText(), `title ${row}`);
    await table.press('PageUp', 'PageUp');
    assert.equal(await table.focus(), '0/0');
  });

  it('brings a column into view that the keyboard goes to', async () => {
    const table = await open({ size: { width: 600, height: 400 } });
    await table.cell(0, 1).click();
    await table.press('End');
    const [grid, cell] = [(await table.grid.boundingBox())!, (await table.cell(0, 5).boundingBox())!];
    assert.ok(cell.x >= grid.x && cell.x + cell.width <= grid.x + grid.width + 1);
    await table.press('ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft');
    const [number, first] = [(await table.cell(0, 0).boundingBox())!, (await table.cell(0, 1).boundingBox())!];
    assert.ok(first.x >= number.x + number.width - 1, 'not below the row numbers');
  });

  it('keeps the keyboard when its row is scrolled away', async () => {
    const table = await open();
    await table.cell(2, 2).click();
    await table.scrollTo(1);
    assert.match(await table.focus(), /^grid/);
    await table.press('ArrowDown');
    assert.equal(await table.focus(), '3/2');
    assert.equal(await table.cell(3, 2).isVisible(), true);
  });

  it('sorts with Enter on a header, and resizes with Shift and an arrow', async () => {
    const table = await open();
    await table.cell(0, 2).click();
    await table.press('ArrowUp');
    const width = (await table.header('title').boundingBox())!.width;
    await table.press('Shift+ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowLeft');
    assert.equal((await table.header('title').boundingBox())!.width, width + 16);
    await table.press('Enter');
    assert.equal(await table.header('title').getAttribute('aria-sort'), 'ascending');
    assert.equal(await table.focus(), 'header/2');
  });

  it('resizes with the pointer, and remembers it', async () => {
    const table = await open();
    const box = (await table.header('title').boundingBox())!;
    const { mouse } = table.page;
    await mouse.move(box.x + box.width - 1, box.y + 10);
    await mouse.down();
    await mouse.move(box.x + box.width + 79, box.y + 10, { steps: 5 });
    await mouse.up();
    await table.settled();
    const wider = (await table.header('title').boundingBox())!.width;
    assert.ok(Math.abs(wider - box.width - 79) <= 1, String(wider));
    assert.equal((await table.cell(0, 2).boundingBox())!.width, wider);
    assert.equal(await table.header('title').getAttribute('aria-sort'), 'none', 'dragging does not sort');
    const again = await open({ state: await table.state() });
    assert.equal((await again.header('title').boundingBox())!.width, wider);
  });

  it('hides and shows columns, and asks for those shown only', async () => {
    const table = await open({ tables: { cells: { '0 results.sentiment': { text: 'sentiment 0', status: 'Completed' } } } });
    await table.button('Columns').click();
    await table.page.getByRole('checkbox', { name: 'text' }).uncheck();
    await table.settled();
    assert.equal(await table.header('text').count(), 0);
    assert.deepEqual((await table.calls('rows')).at(-1)?.columns, allColumns.filter((key) => key !== 'data.text'));
    assert.equal(await table.cell(0, 3).textContent(), 'Completedsentiment 0');
    await table.page.getByText('Show all').click();
    await table.press('Escape');
    assert.equal(await table.header('text').count(), 1);
    assert.equal(await table.button('Columns').evaluate((button) => button === document.activeElement), true);
  });

  async function selected(table: TablePage): Promise<number[]> {
    return table.page.locator('[data-row][aria-selected="true"]').evaluateAll((rows) => rows.map((row) => Number((row as HTMLElement).dataset['row'])));
  }

  it('selects rows with Shift, Control and the keyboard, and copies them', async () => {
    const table = await open();
    await table.cell(2, 2).click();
    await table.cell(5, 2).click({ modifiers: ['Shift'] });
    assert.deepEqual(await selected(table), [2, 3, 4, 5]);
    await table.cell(8, 2).click({ modifiers: ['ControlOrMeta'] });
    await table.cell(3, 2).click({ modifiers: ['ControlOrMeta'] });
    assert.deepEqual(await selected(table), [2, 4, 5, 8]);
    await table.press('ControlOrMeta+c');
    assert.deepEqual(await table.calls('copy'), [{ query: joined, columns: allColumns, ranges: [{ start: 2, end: 3 }, { start: 4, end: 6 }, { start: 8, end: 9 }] }]);
    await table.press('Escape');
    assert.deepEqual(await selected(table), []);
    await table.press('Shift+ArrowDown', 'Shift+ArrowDown');
    assert.deepEqual(await selected(table), [3, 4, 5]);
    await table.press('ArrowDown', 'Space');
    assert.deepEqual(await selected(table), [6]);
  });

  it('selects all rows at once, however many', async () => {
    const table = await open({ tables: { total: 1_000_000 } });
    await table.cell(0, 1).click();
    await table.press('ControlOrMeta+a');
    await table.page.getByText('1,000,000 selected').waitFor();
    await table.button('Export the selected rows…').click();
    assert.deepEqual((await table.calls('export'))[0]?.ranges, [{ start: 0, end: 1_000_000 }]);
  });

  it('copies one cell where no row is selected, and exports all rows that match', async () => {
    const table = await open();
    await table.cell(4, 3).click();
    await table.press('ControlOrMeta+c');
    assert.deepEqual(await table.calls('copy'), [{ query: joined, columns: ['data.text'], ranges: [{ start: 4, end: 5 }] }]);
    await table.button(/^Export all rows/).click();
    assert.deepEqual(await table.calls('export'), [{ query: joined, columns: allColumns }]);
  });

  it('says why something could not be done', async () => {
    const table = await open({ tables: { failures: { export: 'The disk is full.' } } });
    await table.button(/^Export all rows/).click();
    await table.page.getByRole('alert').getByText('The disk is full.').waitFor();
  });

  it('shows statuses with an icon and a word', async () => {
    const cells = {
      '0 results.sentiment': { text: 'Positive', status: 'Completed' as const },
      '1 results.sentiment': { text: 'No key.', status: 'Failed' as const },
      '2 results.sentiment': { text: null, status: 'Running' as const },
      '3 results.sentiment': { text: null },
    };
    const table = await open({ tables: { cells } });
    const texts = await Promise.all([0, 1, 2, 3].map((row) => table.cell(row, 4).textContent()));
    assert.deepEqual(texts, ['CompletedPositive', 'FailedNo key.', 'Running', '–Not run yet']);
    assert.equal(await table.cell(1, 4).locator('.codicon-error').count(), 1);
  });

  it('reads a long cell whole with Enter, and goes back with Escape', async () => {
    const whole = `${'long '.repeat(400)}end`;
    const table = await open({ tables: { cells: { '3 data.text': { text: whole.slice(0, 300), cut: true } }, whole: { '3 data.text': whole } } });
    await table.cell(3, 3).click();
    await table.press('Enter');
    const text = table.page.getByRole('document', { name: /^Text of/ });
    await table.page.getByText(/long end$/).waitFor();
    assert.equal(await text.innerText(), whole);
    assert.deepEqual(await table.calls('cell'), [{ subject: joined.subject, row: 3, column: 'data.text' }]);
    assert.equal(await text.evaluate((element) => element === document.activeElement), true);
    await table.press('Escape');
    assert.equal(await text.count(), 0);
    assert.equal(await table.focus(), '3/3');
  });

  it('reads on from cell to cell, and asks for nothing that it has', async () => {
    const table = await open();
    await table.cell(3, 3).dblclick();
    await table.press('ArrowDown', 'ArrowLeft');
    assert.equal(await table.page.getByRole('document', { name: /^Text of/ }).innerText(), 'title 4');
    assert.equal(await table.page.getByText('Row 5', { exact: true }).count(), 1);
    assert.deepEqual(await table.calls('cell'), []);
  });

  it('shows a cell as Markdown when asked', async () => {
    const table = await open({ tables: { cells: { '0 data.text': { text: '# Title\n\n- one\n- two' } } } });
    await table.cell(0, 3).dblclick();
    assert.equal(await table.page.locator('.pane pre').innerText(), '# Title\n\n- one\n- two');
    await table.button('Show as Markdown').click();
    assert.equal(await table.page.locator('.pane li').count(), 2);
  });

  it('opens a result’s process in the workflow', async () => {
    const table = await open({ tables: { cells: { '1 results.sentiment': { text: 'Positive', status: 'Completed' } } } });
    await table.cell(1, 2).dblclick();
    assert.equal(await table.button('Open its process in the workflow').count(), 0);
    await table.cell(1, 4).click();
    await table.button('Open its process in the workflow').click();
    assert.deepEqual(await table.calls('reveal-process'), [{ subject: joined.subject, row: 1, column: 'results.sentiment' }]);
  });

  it('ignores messages that are none', async () => {
    const table = await open();
    for (const nonsense of [undefined, 7, { type: 'answer' }, { type: 'show', subject: { view: 'secrets' } }]) {
      await table.page.evaluate((data) => window.postMessage(data, '*'), nonsense);
    }
    await table.settled();
    assert.equal(await table.cell(0, 2).innerText(), 'title 0');
  });
});
