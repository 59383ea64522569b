import assert from 'node:assert/strict';
import type { TablePage, TableQuery } from '../../../src/shared/tableProtocol';
import { RowWindow } from '../../../webview/table/state/rowWindow';

describe('table page: the rows in view', () => {
  const subject = { view: 'results' } as const;
  const slow: TableQuery = { subject, text: 'slow' };
  const quick: TableQuery = { subject, text: 'quick' };
  const page = (order: number): TablePage => ({ total: 1, matching: 1, order, start: 0, rows: [] });

  interface Call {
    readonly query: TableQuery;
    readonly answer: (page: TablePage) => void;
    readonly fail: (error: Error) => void;
  }
  let calls: Call[];
  let window: RowWindow;

  beforeEach(() => {
    calls = [];
    window = new RowWindow(({ query }) => new Promise((answer, fail) => calls.push({ query, answer, fail })));
    window.show({ first: 0, last: 9 }, { first: 0, last: 0 });
    window.open(slow, ['result']);
  });

  const settled = () => new Promise((resolve) => setImmediate(resolve));

  it('are asked for by another query at once, and the answer to the one before is dropped', async () => {
    window.open(quick, ['result']);
    assert.deepEqual(calls.map(({ query }) => query), [slow, quick]);
    calls[1]?.answer(page(2));
    await settled();
    calls[0]?.fail(new Error('aborted'));
    await settled();
    assert.deepEqual([window.rows.get().order, window.rows.get().error], [2, undefined]);
    assert.equal(calls.length, 2);
  });

  it('are asked for again by a query that the user comes back to', async () => {
    window.open(quick, ['result']);
    window.open(slow, ['result']);
    calls[0]?.fail(new Error('aborted'));
    calls[1]?.fail(new Error('aborted'));
    calls[2]?.answer(page(3));
    await settled();
    assert.deepEqual([window.rows.get().order, window.rows.get().error], [3, undefined]);
  });

  it('are asked for once at a time while the user scrolls on', async () => {
    window.show({ first: 100, last: 109 }, { first: 0, last: 0 });
    window.show({ first: 200, last: 209 }, { first: 0, last: 0 });
    assert.equal(calls.length, 1);
    calls[0]?.answer({ ...page(1), matching: 1_000, total: 1_000 });
    await settled();
    assert.equal(calls.length, 2);
  });
});
