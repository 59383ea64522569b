import assert from 'node:assert/strict';
import { TableView } from '../../../src/core/tables/view/tableView';
import type { TableQuery, TableSubject } from '../../../src/core/tables/view/tableQuery';
import { bigStore, TestStore, type BigRow } from './testStore';

const source: TableSubject = { view: 'source', source: 'big.csv' };
const joined: TableSubject = { view: 'joined', workflow: 'w' };
const results: TableSubject = { view: 'results' };

function query(subject: TableSubject, change: Partial<TableQuery> = {}): TableQuery {
  return { subject, text: '', ...change };
}

describe('table view: 50,000 rows', function () {
  this.timeout(60_000);
  const count = 50_000;
  let store: TestStore;
  let rows: readonly BigRow[];
  let view: TableView;

  before(async () => {
    ({ store, rows } = await bigStore(count));
  });
  beforeEach(() => {
    view = new TableView(store);
  });
  after(() => store.close());

  async function texts(asked: TableQuery, column: string, start: number, size: number): Promise<(string | null)[]> {
    return (await view.page(asked, [column], start, size)).rows.map(({ cells }) => cells[0]!.text);
  }

  /** Pages at both ends, in the middle, across bookmarks and past the end, in an order that goes back and forth. */
  const places = [0, 49_990, 25_000, 24_980, 25_040, 999, 1_000, 1, 49_950, 30_500, 50_000, 60_000];

  async function matches(asked: TableQuery, column: string, expected: readonly (string | null)[]): Promise<void> {
    assert.equal((await view.page(asked, [], 0, 1)).matching, expected.length);
    for (const place of places) assert.deepEqual(await texts(asked, column, place, 60), expected.slice(place, place + 60), `from ${place}`);
  }

  it('pages a source in its order, at any place', async () => {
    await matches(query(source), 'data.text', rows.map(({ text }) => text));
    assert.deepEqual(await view.page(query(source), ['reference_id'], 7, 1), {
      ...{ total: count, matching: count, order: 1, start: 7 },
      rows: [{ id: 8, cells: [{ text: 'big.csv-8' }] }],
    });
  });

  it('pages the results in the order that they came in', async () => {
    await matches(query(results), 'reference_id', rows.filter(({ status }) => status).map(({ number }) => `big.csv-${number}`));
  });

  it('sorts what is a number as one, ascending and descending', async () => {
    const sorted = rows.map(({ amount }) => Number(amount)).sort((a, b) => a - b).map(String);
    await matches(query(source, { sort: { column: 'data.amount', descending: false } }), 'data.amount', sorted);
    await matches(query(source, { sort: { column: 'data.amount', descending: true } }), 'data.amount', [...sorted].reverse());
  });

  it('keeps the rows’ order where they are equal, and those without a value last', async () => {
    const places = new Map(rows.map((row, index) => [row, index]));
    const sorted = (direction: number) =>
      [...rows].sort((a, b) => {
        if (a.group === null || b.group === null) return Number(a.group === null) - Number(b.group === null) || places.get(a)! - places.get(b)!;
        return direction * a.group.localeCompare(b.group) || places.get(a)! - places.get(b)!;
      });
    for (const descending of [false, true]) {
      const expected = sorted(descending ? -1 : 1).map(({ text }) => text);
      await matches(query(source, { sort: { column: 'data.group', descending } }), 'data.text', expected);
    }
  });

  it('filters by words, in all columns or in one', async () => {
    await matches(query(source, { text: 'review "film 13"' }), 'data.text', rows.filter(({ text }) => text.endsWith('film 13')).map(({ text }) => text));
    await matches(query(source, { text: 'group:g3 -"film 1"' }), 'data.text', rows.filter(({ text, group }) => group === 'g3' && !text.includes('film 1')).map(({ text }) => text));
    assert.equal((await view.page(query(source, { text: 'amount:1234 amount:4321' }), [], 0, 10)).matching, 0);
  });

  it('joins each row with its results', async () => {
    const [first, , third, fourth] = (await view.page(query(joined), ['data.text', 'results.sentiment', 'results.summarization'], 0, 5)).rows;
    assert.deepEqual(first?.cells, [{ text: 'Review 1 of film 0' }, { text: 'No answer.', status: 'Failed' }, { text: null }]);
    assert.deepEqual(third?.cells[1], { text: null });
    assert.deepEqual(fourth?.cells[1], { text: 'Positive', status: 'Completed' });
    await matches(query(joined), 'data.text', rows.map(({ text }) => text));
  });

  it('filters joined rows by the status of a process; what has not run is pending', async () => {
    await matches(query(joined, { status: 'Failed' }), 'reference_id', rows.filter(({ status }) => status === 'Failed').map(({ number }) => `big.csv-${number}`));
    assert.equal((await view.page(query(joined, { status: 'Pending' }), [], 0, 1)).matching, count, 'summarization has run for no row');
    assert.equal((await view.page(query(joined, { status: 'Running' }), [], 0, 1)).matching, 0);
  });

  it('sorts and filters joined rows by what a process said', async () => {
    const said = (row: BigRow) => (row.status === 'Completed' ? (row.number % 2 === 0 ? 'Positive' : 'Negative') : row.status && 'No answer.');
    const positive = rows.filter((row) => said(row) === 'Positive').map(({ number }) => `big.csv-${number}`);
    await matches(query(joined, { text: 'sentiment:positive' }), 'reference_id', positive);
    const ends = rows.filter((row) => !said(row)).length;
    const sorted = query(joined, { sort: { column: 'results.sentiment', descending: true } });
    assert.deepEqual(await texts(sorted, 'reference_id', 0, 20), positive.slice(0, 20));
    assert.deepEqual(await texts(sorted, 'results.sentiment', count - ends - 1, 2), ['Negative', null]);
  });

  it('gives all rows for a file, a process as two columns', async () => {
    const read = [...view.rows(await view.order(query(joined, { text: '"film 13"' })), ['data.amount', 'results.sentiment'])].flat();
    const expected = rows.filter(({ text }) => text.endsWith('film 13'));
    assert.deepEqual(read.map(([amount]) => amount), expected.map(({ amount }) => amount));
    assert.deepEqual(read.map((row) => row[2] ?? undefined), expected.map(({ status }) => status));
    assert.deepEqual(view.headings(joined, ['data.amount', 'results.sentiment']), ['amount', 'sentiment', 'sentiment_status']);
    const some = [...view.rows(await view.order(query(source)), ['data.amount'], [{ start: 10, end: 12 }, { start: count - 1, end: count + 9 }])].flat();
    assert.deepEqual(some, [10, 11, count - 1].map((place) => [rows[place]!.amount]));
  });
});

describe('table view', () => {
  let store: TestStore;
  let view: TableView;
  let now: number;

  beforeEach(async () => {
    store = await TestStore.open();
    now = 0;
    view = new TableView(store, () => (now += 1));
  });
  afterEach(() => store.close());

  it('says what there is to look at', () => {
    assert.deepEqual(view.catalog(), { sources: [], workflows: [] });
    store.addRows('b.csv', [{ x: 1 }]);
    store.addRows('A.csv', [{ x: 1 }]);
    store.addWorkflow('w', 'b.csv', { sentiment: 'x' });
    assert.deepEqual(view.catalog(), {
      sources: ['A.csv', 'b.csv'],
      workflows: [{ workflow_id: 'w', workflow_name: 'Workflow w', source_connection: 'b.csv', path: 'w.llmflow' }],
    });
  });

  it('names the columns of each table as the specification does', () => {
    store.addRows('b.csv', [{ data_column_1: 'x', sentiment: 'y', '': 'z' }]);
    store.addWorkflow('w', 'b.csv', { sentiment: 'data_column_1' });
    const labels = (subject: TableSubject) => view.columns(subject).map(({ label }) => label);
    assert.deepEqual(labels({ view: 'source', source: 'b.csv' }), ['reference_id', 'source_connection', 'data_column_1', 'sentiment', 'column_3', 'created_at']);
    assert.deepEqual(labels({ view: 'workflows' }).slice(0, 6), ['workflow_id', 'workflow_name', 'source_connection', 'processes', 'model', 'created_at']);
    assert.deepEqual(labels(results).slice(0, 7), ['result_id', 'workflow_id', 'reference_id', 'process_name', 'result', 'status', 'created_at']);
    assert.deepEqual(labels(joined), ['reference_id', 'data_column_1', 'sentiment', 'column_3', 'results.sentiment']);
  });

  it('reads columns of any name, and values of any kind', async () => {
    const names = ['a"b', String.raw`x\y`, 'n.l', 'é', '', 'k\nl', '[0]', '$', '😀', "it's", '%', '__proto__x'];
    store.addRows('odd.csv', [Object.fromEntries(names.map((name, index) => [name, `value ${index}`])), { é: true, '': 1.5, '%': { deep: ['x'] }, '$': null }]);
    const keys = names.map((name) => `data.${name}`);
    const page = await view.page(query({ view: 'source', source: 'odd.csv' }), keys, 0, 2);
    assert.deepEqual(page.rows[0]?.cells.map(({ text }) => text), names.map((_, index) => `value ${index}`));
    assert.deepEqual(['é', '', '%', '$'].map((name) => page.rows[1]?.cells[names.indexOf(name)]?.text), ['true', '1.5', '{"deep":["x"]}', null]);
    for (const [index, name] of names.entries()) {
      assert.equal((await view.page(query({ view: 'source', source: 'odd.csv' }, { sort: { column: `data.${name}`, descending: true } }), [], 0, 1)).matching, 2);
      assert.equal((await view.page(query({ view: 'source', source: 'odd.csv' }, { text: `"value ${index}"` }), [], 0, 1)).matching, 1);
    }
  });

  it('searches for what SQL and JSON treat specially as it is typed', async () => {
    store.addRows('s.csv', [{ body: '100% sure' }, { body: '100 sure' }, { body: 'a_b' }, { body: 'axb' }, { body: String.raw`c:\temp` }, { body: "'; DROP TABLE results; --" }, { body: 'ab\ncd' }, { other: true }]);
    const found = async (text: string) => (await view.page(query({ view: 'source', source: 's.csv' }, { text }), ['data.body'], 0, 9)).rows.map(({ cells }) => cells[0]!.text);
    assert.deepEqual(await found('100%'), ['100% sure']);
    assert.deepEqual(await found('a_b'), ['a_b']);
    assert.deepEqual(await found(String.raw`:\t`), [String.raw`c:\temp`]);
    assert.deepEqual(await found("'; DROP"), ["'; DROP TABLE results; --"]);
    assert.deepEqual(await found('"b\nc"'), ['ab\ncd']);
    assert.deepEqual(await found('TRUE'), [null]);
    assert.deepEqual(await found('body'), [], 'the names of columns are not searched');
  });

  it('gives more columns than a statement can', async () => {
    const names = Array.from({ length: 2_500 }, (_, index) => `c${index}`);
    store.addRows('wide.csv', [1, 2, 3].map((row) => Object.fromEntries(names.map((name, index) => [name, row * index]))));
    const columns = names.map((name) => `data.${name}`);
    const wide = query({ view: 'source', source: 'wide.csv' });
    assert.deepEqual([...view.rows(await view.order(wide), columns)].flat(), [1, 2, 3].map((row) => names.map((_, index) => row * index)));
    assert.deepEqual((await view.page(wide, [columns[2_499]!, columns[0]!], 1, 1)).rows.map(({ cells }) => cells), [[{ text: '4998' }, { text: '0' }]]);
  });

  it('cuts long texts, by characters, and gives them whole when asked', async () => {
    const long = '😀'.repeat(301);
    store.addRows('long.csv', [{ t: long }, { t: '😀'.repeat(300) }]);
    const subject: TableSubject = { view: 'source', source: 'long.csv' };
    const [first, second] = (await view.page(query(subject), ['data.t'], 0, 2)).rows;
    assert.deepEqual(first?.cells, [{ text: '😀'.repeat(300), cut: true }]);
    assert.deepEqual(second?.cells, [{ text: '😀'.repeat(300) }]);
    assert.equal(view.cell(subject, first.id, 'data.t'), long);
    assert.equal(view.cell(subject, 999, 'data.t'), undefined);
    assert.equal(view.cell(subject, first.id, 'data.gone'), null);
  });

  it('shows new rows and columns after a change, in the same order number', async () => {
    const subject: TableSubject = { view: 'source', source: 'b.csv' };
    store.addRows('b.csv', [{ x: 1 }]);
    const before = await view.page(query(subject), ['data.x'], 0, 9);
    assert.deepEqual(view.columns(subject).map(({ key }) => key), ['reference_id', 'source_connection', 'data.x', 'created_at']);
    store.addRows('b.csv', [{ x: 2, y: 3 }], 2);
    view.changed();
    const after = await view.page(query(subject), ['data.x', 'data.y'], 0, 9);
    assert.deepEqual(after.rows.map(({ cells }) => cells.map(({ text }) => text)), [['1', null], ['2', '3']]);
    assert.deepEqual([after.matching, after.order], [2, before.order]);
    assert.equal(view.columns(subject).length, 5);
  });

  it('shows new values at once in a listed order, but lists the rows anew only now and then', async () => {
    const asked = query({ view: 'source', source: 'b.csv' }, { sort: { column: 'data.x', descending: false } });
    store.addRows('b.csv', [{ x: 1 }, { x: 3 }]);
    const first = await view.page(asked, ['data.x'], 0, 9);
    store.change(`UPDATE source_data SET data = '{"x":0}' WHERE row_number = 2`);
    view.changed();
    assert.equal(view.lagsBehind, false, 'the list was made a moment ago');
    const soon = await view.page(asked, ['data.x'], 0, 9);
    assert.deepEqual(soon.rows.map(({ cells }) => cells[0]?.text), ['1', '0']);
    assert.equal(soon.order, first.order);
    now += 1_000;
    assert.equal(view.lagsBehind, true);
    const later = await view.page(asked, ['data.x'], 0, 9);
    assert.deepEqual(later.rows.map(({ cells }) => cells[0]?.text), ['0', '1']);
    assert.notEqual(later.order, first.order, 'rows have moved');
    assert.equal(view.lagsBehind, false);
  });

  it('keeps the place of a row that is gone until the rows are listed anew', async () => {
    const asked = query({ view: 'source', source: 'b.csv' }, { text: 'x' });
    store.addRows('b.csv', [{ t: 'x1' }, { t: 'x2' }]);
    await view.page(asked, ['data.t'], 0, 9);
    store.change('DELETE FROM source_data WHERE row_number = 1');
    view.changed();
    const shown = async () => (await view.page(asked, ['data.t'], 0, 9)).rows.map(({ cells }) => cells[0]?.text);
    assert.deepEqual(await shown(), [null, 'x2']);
    now += 1_000;
    assert.deepEqual(await shown(), ['x2']);
  });

  it('narrows the results to a workflow', async () => {
    store.addWorkflow('w', 'b.csv', { sentiment: 'x' });
    store.addWorkflow('v', 'b.csv', { sentiment: 'x' });
    store.addResults([
      { workflow_id: 'w', reference_id: '1', process_name: 'sentiment', result: 'A' },
      { workflow_id: 'v', reference_id: '1', process_name: 'sentiment', result: 'B' },
    ]);
    const of = async (workflow?: string) => (await view.page(query({ view: 'results', workflow }), ['result', 'status'], 0, 9)).rows.map(({ cells }) => cells[0]?.text);
    assert.deepEqual([await of(), await of('w'), await of('v'), await of('u')], [['A', 'B'], ['A'], ['B'], []]);
    assert.deepEqual(view.origin({ view: 'results' }, 2, 'result'), { path: 'v.llmflow', process: 'sentiment' });
    assert.deepEqual(view.origin(joined, 1, 'results.summary'), { path: 'w.llmflow', process: 'summary' });
    assert.deepEqual(view.origin({ view: 'workflows' }, 1, 'path'), { path: 'w.llmflow' });
    assert.equal(view.origin({ view: 'source', source: 'b.csv' }, 1, 'reference_id'), undefined);
  });

  it('joins more processes than a statement can join tables', async () => {
    const processes = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`p${index}`, 'x']));
    store.addRows('b.csv', [{ x: 1 }]);
    store.addWorkflow('w', 'b.csv', processes);
    store.addResults([{ reference_id: 'b.csv-1', process_name: 'p99', result: 'last' }]);
    const keys = view.columns(joined).map(({ key }) => key);
    assert.deepEqual((await view.page(query(joined, { text: 'last', status: 'Completed' }), keys, 0, 9)).rows[0]?.cells.at(-1), { text: 'last', status: 'Completed' });
  });

  it('says that a workflow is gone', () => {
    assert.throws(() => view.columns(joined), /not in this workspace’s tables any more/);
  });
});
