import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { openReader } from '../../../src/core/store/openReader';
import { openWriter } from '../../../src/core/store/openWriter';
import { resultRow as resultSchema, storedNodeRunRow, storedRunRow, storedSourceRow, storedWorkflowRow, type StoreChange } from '../../../src/core/store/records';
import { StoreError, type StoreReader } from '../../../src/core/store/store';
import { faultyFiles } from './support/faultyFiles';
import { nodeRunRow, putResult, putSource, resultNumbers, resultRow, runRow, sourceRow } from './support/rows';
import { emptyWorkspace } from './support/workspace';

const purpose = 'a test';
const everything = z.looseObject({});

const workflow = {
  workflow_id: 'w',
  workflow_name: 'Reviews',
  source_connection: 'reviews.csv',
  processes: { sentiment: 'text', both: ['text', 'title'] },
  model: 'auto',
  created_at: '2026-11-20T10:00:00.000Z',
  path: 'flows/reviews.llmflow',
};

const runner = { pid: 7, started: '123', host: 'here', boot: 'b', namespace: 'pid:[1]' };
const run = runRow('r', {
  ...{ kind: 'table', status: 'budget', processes: ['sentiment', 'both'], completed: 3, failed: 1, skipped: 2 },
  ...{ input_tokens: 100, output_tokens: 20, cost: 0.25, runner, error: 'It is spent.' },
});
const nodeRun = nodeRunRow('n', {
  ...{ output_tokens: null, cost: 0.5, found: false, knowledge_base: 'handbook', warnings: ['It is old.'] },
  passages: [{ source: 'docs/faq.md', line: 3, endLine: 5, score: 0.75, text: 'Holidays\0 are “paid”.' }],
});

const oneOfEach: StoreChange[] = [
  ...putSource(sourceRow(1, { text: 'It’s “good”\0\u{1F600}', count: 3, none: null, list: [1, { a: true }] })),
  { change: 'put-workflow', row: workflow },
  { change: 'put-result', row: resultRow(1, { result: 'a\0b\nc', cost: null }) },
  { change: 'put-run', row: run },
  { change: 'put-node-run', row: nodeRun },
];

function assertOneOfEach(store: StoreReader): void {
  const [source] = store.query('SELECT * FROM source_data', [], storedSourceRow);
  assert.deepEqual(source, sourceRow(1, { text: 'It’s “good”\0\u{1F600}', count: 3, none: null, list: [1, { a: true }] }));
  assert.deepEqual(store.query('SELECT * FROM workflow_config', [], storedWorkflowRow), [workflow]);
  assert.deepEqual(store.query('SELECT * FROM results', [], resultSchema), [resultRow(1, { result: 'a\0b\nc', cost: null })]);
  assert.deepEqual(store.query('SELECT * FROM runs', [], storedRunRow), [run]);
  assert.deepEqual(store.query('SELECT * FROM node_runs', [], storedNodeRunRow), [nodeRun]);
}

describe('the workspace store', () => {
  it('gives back what was written: at once, from the journal, from the database file', async () => {
    const workspace = emptyWorkspace();
    const writer = await openWriter(workspace, { purpose });
    await writer.write(oneOfEach);
    assertOneOfEach(writer);

    const fromJournal = await openReader(workspace);
    assertOneOfEach(fromJournal);
    await fromJournal.close();

    await writer.close();
    assert.equal((await readFile(path.join(workspace, '.llmflow/workspace.journal'))).length, 0);
    const fromFile = await openReader(workspace);
    assertOneOfEach(fromFile);
    assert.deepEqual(fromFile.warnings, []);
    await fromFile.close();
  });

  it('reads a workspace without a database as empty tables, and creates nothing', async () => {
    const workspace = emptyWorkspace();
    const reader = await openReader(workspace);
    assert.deepEqual(reader.query('SELECT * FROM results', [], resultSchema), []);
    assert.equal(await reader.refresh(), false);
    assert.equal(existsSync(path.join(workspace, '.llmflow')), false);

    const writer = await openWriter(workspace, { purpose });
    await writer.write([putResult(1)]);
    assert.equal(await reader.refresh(), true);
    assert.deepEqual(resultNumbers(reader), [1]);
    await Promise.all([reader.close(), writer.close()]);
    assert.equal(await readFile(path.join(workspace, '.llmflow/.gitignore'), 'utf8'), '*\n');
  });

  it('puts a row in the place of the one with its key, where pages by rowid find it', async () => {
    const writer = await openWriter(emptyWorkspace(), { purpose });
    await writer.write([putResult(1, { status: 'Failed', result: null, error: 'e' }), putResult(2)]);
    await writer.write([putResult(3, { reference_id: 'row-1' })]);
    const rows = writer.query('SELECT rowid, result_id, status FROM results ORDER BY rowid', [], everything);
    assert.deepEqual(rows, [
      { rowid: 1, result_id: 'result-3', status: 'Completed' },
      { rowid: 2, result_id: 'result-2', status: 'Completed' },
    ]);
    await writer.close();
  });

  it('moves a source row, and leaves all else of it, in the journal and in the file', async () => {
    const workspace = emptyWorkspace();
    const writer = await openWriter(workspace, { purpose });
    const [first, second] = [sourceRow(1), sourceRow(2)];
    await writer.write([...putSource(first, second), { change: 'move-source-row', reference_id: first.reference_id, row_number: 7 }]);
    await writer.write([{ change: 'move-source-row', reference_id: 'never there', row_number: 1 }]);
    const moved = [second, { ...first, row_number: 7 }];
    const read = (store: StoreReader) => store.query('SELECT * FROM source_data ORDER BY row_number', [], storedSourceRow);
    const fromJournal = await openReader(workspace);
    assert.deepEqual([read(writer), read(fromJournal)], [moved, moved]);
    await Promise.all([fromJournal.close(), writer.close()]);
    const fromFile = await openReader(workspace);
    assert.deepEqual(read(fromFile), moved);
    await fromFile.close();
  });

  it('keeps the results of a source row that is taken away', async () => {
    const writer = await openWriter(emptyWorkspace(), { purpose });
    await writer.write([...putSource(sourceRow(1)), putResult(1, { reference_id: sourceRow(1).reference_id })]);
    await writer.write([{ change: 'remove-source-row', reference_id: sourceRow(1).reference_id }]);
    assert.deepEqual(writer.query('SELECT * FROM source_data', [], everything), []);
    assert.deepEqual(resultNumbers(writer), [1]);
    await writer.close();
  });

  it('takes away a run with its nodes, and no other', async () => {
    const workspace = emptyWorkspace();
    const writer = await openWriter(workspace, { purpose });
    const other: StoreChange[] = [
      { change: 'put-run', row: { ...run, run_id: 'other' } },
      { change: 'put-node-run', row: { ...nodeRun, run_id: 'other' } },
    ];
    await writer.write([...oneOfEach, ...other]);
    await writer.write([{ change: 'remove-run', run_id: 'r' }, { change: 'remove-run', run_id: 'never there' }]);
    const fromJournal = await openReader(workspace);
    for (const store of [writer, fromJournal]) {
      assert.deepEqual(store.query('SELECT run_id FROM runs', [], everything), [{ run_id: 'other' }]);
      assert.deepEqual(store.query('SELECT run_id FROM node_runs', [], everything), [{ run_id: 'other' }]);
      assert.deepEqual(resultNumbers(store), [1]);
    }
    await Promise.all([fromJournal.close(), writer.close()]);
  });

  it('refuses a write that cannot be read back or stored, and only that one', async () => {
    const workspace = emptyWorkspace();
    const writer = await openWriter(workspace, { purpose });
    const outcomes = await Promise.allSettled([
      writer.write([putResult(1)]),
      writer.write([putResult(2, { attempts: Infinity })]),
      // The same id for another cell, after a change that must not stay.
      writer.write([putResult(3), putResult(1, { reference_id: 'another row' }), ...putSource(sourceRow(1, { lost: 1 }))]),
      writer.write(putSource(sourceRow(2, { number: 10n }))),
      writer.write([putResult(4)]),
    ]);
    assert.deepEqual(outcomes.map(({ status }) => status), ['fulfilled', 'rejected', 'rejected', 'rejected', 'fulfilled']);
    for (const outcome of outcomes) if (outcome.status === 'rejected') assert.ok(outcome.reason instanceof StoreError);
    assert.deepEqual(resultNumbers(writer), [1, 4]);
    await writer.write(putSource(sourceRow(3)));
    assert.equal(writer.query('SELECT * FROM source_reviews_csv', [], everything).length, 1);
    await writer.close();
    await assert.rejects(writer.write([putResult(5)]), /has been closed/);
    const reader = await openReader(workspace);
    assert.deepEqual(resultNumbers(reader), [1, 4]);
    await reader.close();
  });

  it('answers SELECT and nothing else', async () => {
    const writer = await openWriter(emptyWorkspace(), { purpose });
    await writer.write([putResult(1)]);
    const refused: [string, RegExp][] = [
      ['DELETE FROM results', /Only a SELECT/],
      ['  -- SELECT\nDROP TABLE results', /Only a SELECT/],
      ['PRAGMA query_only = OFF', /Only a SELECT/],
      ['WITH x AS (SELECT 1) DELETE FROM results', /readonly/],
      ['SELECT 1; DELETE FROM results', /one statement/],
      ['SELECT * FROM absent', /no such table: absent/],
    ];
    for (const [sql, message] of refused) {
      assert.throws(() => writer.query(sql, [], everything), (error) => error instanceof StoreError && message.test(error.message), sql);
    }
    assert.throws(() => writer.query('SELECT result FROM results', [], z.object({ result: z.number() })), /not what was expected/);
    assert.deepEqual(writer.query('/* */ WITH x(n) AS (SELECT ?) SELECT n FROM x', [7], everything), [{ n: 7 }]);
    assert.deepEqual(resultNumbers(writer), [1]);
    await writer.close();
  });

  it('writes what is asked for together in one group', async () => {
    const workspace = emptyWorkspace();
    let syncs = 0;
    const files = faultyFiles(({ name, file }) => {
      if (name === 'sync' && file.endsWith('.journal')) syncs++;
    });
    const writer = await openWriter(workspace, { purpose, files });
    syncs = 0;
    await Promise.all(Array.from({ length: 100 }, (_, number) => writer.write([putResult(number)])));
    assert.equal(syncs, 1);
    assert.equal(resultNumbers(writer).length, 100);
    await writer.close();
  });
});
