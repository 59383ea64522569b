import assert from 'node:assert/strict';
import { describeTable, type TablePage } from './harness/tablePage';

const columns = Array.from({ length: 2_000 }, (_, index) => ({ key: `data.c${index}`, label: `c${index}`, kind: 'text' as const }));
const wide = { tables: { columns, total: 1_000 } };

/** The columns that exist in a row of the page, by their `aria-colindex`; in the header's row too. */
async function drawn(table: TablePage): Promise<number[]> {
  const indices = (row: string) =>
    table.page.locator(`${row} > [aria-colindex]`).evaluateAll((cells) => cells.map((cell) => Number(cell.getAttribute('aria-colindex'))));
  const inRow = await indices('[data-row]:first-child');
  assert.deepEqual(await indices('.grid-header'), inRow);
  return inRow;
}

async function scrollSideways(table: TablePage, part: number): Promise<void> {
  await table.grid.evaluate((grid, to) => (grid.scrollLeft = to * (grid.scrollWidth - grid.clientWidth)), part);
  await table.settled();
}

/** Whether a cell is in view as a whole, and not below the numbers of the rows. */
async function isInView(table: TablePage, row: number, column: number): Promise<boolean> {
  const [grid, number, cell] = await Promise.all([table.grid, table.cell(row, 0), table.cell(row, column)].map(async (each) => (await each.boundingBox())!));
  return cell!.x >= number!.x + number!.width - 1 && cell!.x + cell!.width <= grid!.x + grid!.width + 1;
}

describeTable('table: two thousand columns', (open) => {
  it('draws and asks for those in view and a few around them', async () => {
    const table = await open(wide);
    assert.equal(await table.grid.getAttribute('aria-colcount'), '2001');
    const [call] = await table.calls('rows');
    assert.deepEqual([call!.columns[0], call!.columns.length < 40], ['data.c0', true]);
    const there = await drawn(table);
    assert.deepEqual(there, Array.from({ length: there.length }, (_, index) => index + 1), 'without gaps');
    assert.ok(there.length < 12, String(there.length));
  });

  it('scrolls to the last column and back, with the numbers of the rows in view', async () => {
    const table = await open(wide);
    await scrollSideways(table, 1);
    const there = await drawn(table);
    assert.deepEqual([there[0], there.at(-1), there.length < 12], [1, 2_001, true]);
    assert.equal(await table.cell(3, 2_000).innerText(), 'c1999 3');
    assert.ok(await isInView(table, 3, 2_000));
    assert.deepEqual((await table.calls('rows')).at(-1)!.columns.at(-1), 'data.c1999');
    await scrollSideways(table, 0.5);
    const [, middle] = await drawn(table);
    assert.ok(middle! > 900 && middle! < 1_100, String(middle));
    assert.equal(await table.cell(0, middle! - 1).innerText(), `c${middle! - 2} 0`);
    const [header, cell] = [(await table.header(`c${middle!}`).boundingBox())!, (await table.cell(0, middle! + 1).boundingBox())!];
    assert.deepEqual([header.x, header.width], [cell.x, cell.width]);
    await scrollSideways(table, 0);
    assert.equal(await table.cell(0, 1).innerText(), 'c0 0');
  });

  it('asks once for the newest place while the user scrolls on', async () => {
    const table = await open(wide);
    const before = (await table.calls('rows')).length;
    await table.hold();
    for (const part of [0.2, 0.4, 0.6, 0.8]) await scrollSideways(table, part);
    await table.release();
    const asked = (await table.calls('rows')).slice(before).map(({ columns: [first] }) => Math.round(Number(first?.slice('data.c'.length)) / 100));
    assert.deepEqual(asked, [4, 16]);
  });

  it('walks by keyboard to columns that do not exist yet', async () => {
    const table = await open(wide);
    await table.cell(2, 1).click();
    const walk: [string, string][] = [
      ['End', '2/2000'],
      ['ArrowLeft', '2/1999'],
      ['ArrowDown', '3/1999'],
      ['ArrowRight', '3/2000'],
      ['Home', '3/0'],
      ['ArrowRight', '3/1'],
      ['Control+End', '999/2000'],
      ['Control+Home', '0/0'],
    ];
    for (const [key, expected] of walk) {
      await table.press(key);
      assert.equal(await table.focus(), expected, key);
      const [row, column] = expected.split('/').map(Number);
      assert.ok(column === 0 || (await isInView(table, row!, column!)), `${key} brings the cell into view`);
    }
    for (let step = 1; step <= 12; step++) {
      await table.press('ArrowRight');
      assert.equal(await table.focus(), `0/${step}`);
      assert.ok(await isInView(table, 0, step), String(step));
    }
    assert.equal(await table.page.locator('.grid [tabindex="0"]').count(), 1, 'one stop for Tab');
  });

  it('walks along the header', async () => {
    const table = await open(wide);
    await table.cell(0, 1).click();
    await table.press('ArrowUp', 'End');
    assert.equal(await table.page.evaluate(() => document.activeElement?.textContent), 'c1999');
    await table.press('Enter');
    assert.equal(await table.header('c1999').getAttribute('aria-sort'), 'ascending');
    assert.deepEqual((await table.calls('rows')).at(-1)?.query.sort, { column: 'data.c1999', descending: false });
  });

  it('keeps the keyboard when its column is scrolled away', async () => {
    const table = await open(wide);
    await table.cell(2, 2).click();
    await scrollSideways(table, 1);
    assert.match(await table.focus(), /^grid/);
    assert.equal(await table.grid.getAttribute('tabindex'), '0');
    await table.press('ArrowRight');
    assert.equal(await table.focus(), '2/3');
    assert.ok(await isInView(table, 2, 3));
  });

  it('keeps its columns in line where one is wider', async () => {
    const table = await open(wide);
    await table.cell(0, 2).click();
    await table.press('ArrowUp', 'Shift+ArrowRight', 'Shift+ArrowRight');
    await scrollSideways(table, 1);
    assert.ok(await isInView(table, 0, 2_000));
    await scrollSideways(table, 0);
    assert.equal((await table.cell(0, 2).boundingBox())!.width, 292);
  });

  it('copies a cell far to the right, and exports every column', async () => {
    const table = await open(wide);
    await table.cell(1, 1).click();
    await table.press('End', 'ControlOrMeta+c');
    assert.deepEqual((await table.calls('copy')).at(-1)?.columns, ['data.c1999']);
    await table.button(/^Export all rows/).click();
    assert.equal((await table.calls('export')).at(-1)?.columns.length, 2_000);
  });
});
