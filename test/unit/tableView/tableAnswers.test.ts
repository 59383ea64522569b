import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { csv, jsonLines } from '../../../src/core/tables/view/rowText';
import { TableView } from '../../../src/core/tables/view/tableView';
import { type RowsToWrite, textWriter } from '../../../src/core/tables/view/writeRows';
import { TableAnswers } from '../../../src/host/table/tableAnswers';
import { tableCalls } from '../../../src/shared/tableProtocol';
import { TestStore } from './testStore';

describe('table view: calls of the page', () => {
  const query = { subject: { view: 'joined', workflow: 'w' } as const, text: '' };
  let store: TestStore;
  let copied: string[];
  let exported: RowsToWrite[];
  let revealed: [string, string | undefined][];
  let started: string[];
  let ran: [string, unknown][];
  let answers: TableAnswers;

  beforeEach(async () => {
    [copied, exported, revealed, started, ran] = [[], [], [], [], []];
    store = await TestStore.open();
    store.addRows('r.csv', [{ text: 'One' }, { text: 'Two\n"quoted", with a comma' }, { text: 'Three' }]);
    store.addWorkflow('w', 'r.csv', { sentiment: 'text' }, 'flows/w.llmflow');
    store.addResults([{ reference_id: 'r.csv-2', process_name: 'sentiment', result: 'Positive' }]);
    answers = new TableAnswers(new TableView(store), {
      copy: (text) => Promise.resolve(void copied.push(text)),
      export: (rows) => Promise.resolve(void exported.push(rows)),
      reveal: (file, process) => Promise.resolve(void revealed.push([file, process])),
      start: (what) => Promise.resolve(void started.push(what)),
      runs: (path) => Promise.resolve({
        run: (wish) => Promise.resolve(void ran.push([path, wish])),
        runRows: (options) => Promise.resolve(ran.push([path, options]) > 0),
        cancel: () => void ran.push([path, 'cancel']),
      }),
      choose: () => Promise.resolve(undefined),
    });
  });
  afterEach(() => store.close());

  const columns = ['data.text', 'results.sentiment'];

  it('answers what the protocol promises', async () => {
    const subject = query.subject;
    const results = {
      tables: await answers.answer('tables', {}),
      columns: await answers.answer('columns', { subject }),
      rows: await answers.answer('rows', { query, columns, start: 1, count: 1 }),
      cell: await answers.answer('cell', { subject, row: 2, column: 'data.text' }),
    };
    for (const [method, result] of Object.entries(results)) {
      assert.deepEqual(tableCalls[method as keyof typeof results].result.parse(result), result);
    }
    assert.deepEqual(results.rows.rows, [{ id: 2, cells: [{ text: 'Two\n"quoted", with a comma' }, { text: 'Positive', status: 'Completed' }] }]);
  });

  it('refuses what does not fit the protocol', async () => {
    await assert.rejects(answers.answer('rows', { query, columns, start: 0, count: 501 }));
    await assert.rejects(answers.answer('rows', { query, columns, start: -1, count: 1 }));
    await assert.rejects(answers.answer('columns', { subject: { view: 'sqlite_master' } }));
  });

  it('copies rows as a spreadsheet does, and a single cell as it is', async () => {
    await answers.answer('copy', { query, columns, ranges: [{ start: 0, end: 2 }] });
    await answers.answer('copy', { query, columns: ['data.text'], ranges: [{ start: 1, end: 2 }] });
    assert.deepEqual(copied, ['One\t\t\n"Two\n""quoted"", with a comma"\tPositive\tCompleted\n', 'Two\n"quoted", with a comma']);
  });

  it('says that a million rows are too many for a clipboard', async () => {
    await assert.rejects(answers.answer('copy', { query, columns, ranges: [{ start: 0, end: 1_000_000 }] }), /1,000,000 rows. Export the rows to a file/);
    assert.deepEqual(copied, []);
  });

  it('finds the process that a cell comes from', async () => {
    await answers.answer('reveal-process', { subject: query.subject, row: 2, column: 'results.sentiment' });
    assert.deepEqual(revealed, [['flows/w.llmflow', 'sentiment']]);
  });

  it('starts what the page may start, and nothing else', async () => {
    await answers.answer('start', { what: 'pull-source' });
    await assert.rejects(answers.answer('start', { what: 'workbench.action.quit' }));
    assert.deepEqual(started, ['pull-source']);
  });

  describe('export', () => {
    let folder: string;

    beforeEach(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'llmflow-export-'));
    });
    afterEach(() => rm(folder, { recursive: true }));

    async function rows(): Promise<RowsToWrite> {
      await answers.answer('export', { query, columns });
      return exported.at(-1)!;
    }

    it('writes CSV', async () => {
      const file = path.join(folder, 'rows.csv');
      assert.equal(await textWriter(csv)(file, await rows(), new AbortController().signal), 3);
      const expected = 'text,sentiment,sentiment_status\r\nOne,,\r\n"Two\n""quoted"", with a comma",Positive,Completed\r\nThree,,\r\n';
      assert.equal(await readFile(file, 'utf8'), expected);
    });

    it('writes JSON Lines', async () => {
      const file = path.join(folder, 'rows.jsonl');
      await textWriter(jsonLines)(file, await rows(), new AbortController().signal);
      const lines = (await readFile(file, 'utf8')).trimEnd().split('\n').map((line): unknown => JSON.parse(line));
      assert.deepEqual(lines[1], { text: 'Two\n"quoted", with a comma', sentiment: 'Positive', sentiment_status: 'Completed' });
      assert.deepEqual(lines[2], { text: 'Three', sentiment: null, sentiment_status: null });
    });

    it('leaves nothing behind when it is cancelled', async () => {
      const abort = new AbortController();
      abort.abort();
      await assert.rejects(textWriter(csv)(path.join(folder, 'rows.csv'), await rows(), abort.signal));
      assert.deepEqual(await readdir(folder), []);
    });
  });

  it('runs a table, part of it, or chosen rows, and cancels', async () => {
    const path = 'flows/w.llmflow';
    await answers.answer('run-table', { path, limit: 10 });
    await answers.answer('run-rows', { query, ranges: [{ start: 1, end: 2 }], process: 'sentiment' });
    await answers.answer('cancel-table', { path });
    assert.deepEqual(ran, [
      [path, { limit: 10 }],
      [path, { processes: ['sentiment'], reference_ids: ['r.csv-2'], rerun: true }],
      [path, 'cancel'],
    ]);
  });

  it('runs no more rows again than a user can have chosen one by one', async () => {
    await assert.rejects(answers.answer('run-rows', { query, ranges: [{ start: 0, end: 10_001 }] }), /10,001 rows are too many .* up to 10,000/);
    assert.deepEqual(ran, []);
  });
});
