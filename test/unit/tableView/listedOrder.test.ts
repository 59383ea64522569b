import assert from 'node:assert/strict';
import fc from 'fast-check';
import { setImmediate } from 'node:timers/promises';
import * as z from 'zod';
import type { StoreReader } from '../../../src/core/store/store';
import { ListedOrder } from '../../../src/core/tables/view/listedOrder';
import { shapeOf } from '../../../src/core/tables/view/subjects';
import type { TableQuery } from '../../../src/core/tables/view/tableQuery';
import { TableView } from '../../../src/core/tables/view/tableView';
import { bigStore, TestStore } from './testStore';

/** A clock by which each piece of work takes that long. */
function clockOf(ms: number): () => number {
  let now = 0;
  return () => (now += ms);
}

const source = { view: 'source', source: 'v.csv' } as const;

async function listed(store: StoreReader, query: TableQuery, msAPiece: number): Promise<number[]> {
  const ports = { store, clock: clockOf(msAPiece), signal: new AbortController().signal, hasChanged: () => false };
  const order = await ListedOrder.make(shapeOf(store, query.subject), query, ports);
  return order.ids(0, order.count);
}

describe('table view: an order that is listed in turns', () => {
  it('is the one that a single query gives, however slow the database is', async () => {
    const text = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 6 }), fc.constantFrom('a', 'A', 'b', 'é', 'Z', '', '1', '1.0', '-2', '1e3', '10', '[1]', 'null', '😀', '\uFFFD', '9007199254740993', 'ab\0c', 'ab'));
    const value = fc.oneof(text, fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null), fc.constant(['x']), fc.constant(undefined));
    const query = fc.record({ column: fc.constantFrom('data.v', 'reference_id', 'created_at'), descending: fc.boolean(), text: fc.constantFrom('', '', 'a', '-a') });
    await fc.assert(
      fc.asyncProperty(fc.array(value, { minLength: 1, maxLength: 300 }), query, async (values, { column, descending, text: filter }) => {
        const store = await TestStore.open();
        try {
          store.addRows('v.csv', values.map((v) => (v === undefined ? {} : { v, keep: true })));
          store.addRows('other.csv', [{ v: 'a' }]);
          const sql = column === 'data.v' ? `CASE json_type(data, '$.v') WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' ELSE json_extract(data, '$.v') END` : column;
          const filtered = await listed(store, { subject: source, text: filter }, 0);
          const expected = inOneQuery(store, sql, column !== 'data.v', descending).filter((id) => filtered.includes(id));
          for (const ms of [0, 7, 1_000]) {
            assert.deepEqual(await listed(store, { subject: source, text: filter, sort: { column, descending } }, ms), expected);
            assert.deepEqual(await listed(store, { subject: source, text: filter }, ms), filtered);
          }
        } finally {
          await store.close();
        }
      }),
      { numRuns: 40 },
    );
  });

  describe('of 2,000 rows', () => {
    const count = 2_000;
    let store: TestStore;
    let view: TableView;
    let queries: number;
    let skipped: number;
    const sorted: TableQuery = { subject: { view: 'source', source: 'big.csv' }, text: '', sort: { column: 'data.group', descending: true } };

    beforeEach(async () => {
      ({ store } = await bigStore(count));
      queries = 0;
      const counting = watched(store, () => queries++);
      skipped = 0;
      // By this clock each piece of work fills a turn.
      const clock = clockOf(10);
      view = new TableView(counting, () => clock() + skipped);
    });
    afterEach(() => store.close());

    it('lets others have their turn after every piece of work', async () => {
      const ports = { clock: clockOf(10), signal: new AbortController().signal, hasChanged: () => false };
      let [turns, mostInATurn, inTurn] = [0, 0, 0];
      const making = ListedOrder.make(shapeOf(store, sorted.subject), sorted, { ...ports, store: watched(store, () => (mostInATurn = Math.max(mostInATurn, ++inTurn))) });
      await untilDone(making, () => {
        inTurn = 0;
        turns++;
      });
      assert.equal((await making).count, count);
      assert.ok(turns > 100, `${turns} turns`);
      assert.ok(mostInATurn <= 4, `${mostInATurn} queries in a turn`);
    });

    it('is listed no further when nobody waits for it any more', async () => {
      const [first, second] = [new AbortController(), new AbortController()];
      const pages = [first, second].map(({ signal }) => view.page(sorted, ['data.group'], 0, 10, signal));
      await setImmediate();
      first.abort();
      await assert.rejects(pages[0]!, { name: 'AbortError' });
      assert.deepEqual((await pages[1]!).rows.map(({ cells }) => cells[0]?.text), Array(10).fill('g6'), 'somebody else still waited');

      const other: TableQuery = { ...sorted, sort: { column: 'data.amount', descending: false } };
      const third = new AbortController();
      const page = view.page(other, [], 0, 10, third.signal);
      await setImmediate();
      third.abort();
      await assert.rejects(page, { name: 'AbortError' });
      queries = 0;
      for (let turn = 0; turn < 20; turn++) await setImmediate();
      assert.equal(queries, 0);
      assert.equal((await view.page(other, ['data.amount'], 0, 1)).rows[0]?.cells[0]?.text, '0', 'it can be asked for again');
    });

    it('survives changes while it is made, with no row twice, and is made anew after them', async () => {
      let step = 0;
      await untilDone(view.page(sorted, [], 0, 1), () => {
        step++;
        store.change('DELETE FROM source_data WHERE rowid = ?', step * 7);
        store.change(`UPDATE source_data SET row_number = row_number + 3000 WHERE rowid = ?`, step * 3);
        store.change(`UPDATE source_data SET data = '{"group":"g9"}' WHERE rowid = ?`, count - step);
        view.changed();
      });
      const { order } = await view.order(sorted);
      const ids = order.ids(0, order.count);
      assert.equal(ids.length, order.count);
      assert.equal(new Set(ids).size, ids.length);

      skipped = 1e9;
      assert.equal(view.lagsBehind, true);
      assert.equal((await view.order(sorted)).order, order, 'it is shown until the new one is there');
      for (let isReady = false; !isReady; isReady = view.lagsBehind) await setImmediate();
      const anew = await view.order(sorted);
      assert.equal(view.lagsBehind, false);
      const stored = store.query(
        `SELECT reference_id FROM source_data WHERE source_connection = 'big.csv' ORDER BY json_extract(data, '$.group') IS NULL, json_extract(data, '$.group') DESC, row_number`,
        [],
        z.object({ reference_id: z.string() }),
      );
      assert.deepEqual([...view.rows(anew, ['reference_id'])].flat().map(([id]) => id), stored.map(({ reference_id }) => reference_id));
    });

    it('keeps a row’s place that goes before its part is looked at', async () => {
      const before = await view.page(sorted, ['reference_id'], 700, 100);
      store.change('DELETE FROM source_data WHERE rowid % 2 = 0');
      const page = await view.page(sorted, ['reference_id'], 1_200, 100);
      assert.deepEqual([page.matching, page.order, page.rows.length], [count, before.order, 100]);
      assert.ok(page.rows.some(({ cells }) => cells[0]?.text === null));
    });
  });
});

/** Calls `meanwhile` in each turn that a promise leaves to others. */
async function untilDone(promise: Promise<unknown>, meanwhile: () => void): Promise<void> {
  const state = { isDone: false };
  const done = promise.finally(() => (state.isDone = true));
  while (!state.isDone) {
    meanwhile();
    await setImmediate();
  }
  await done;
}

function watched(store: TestStore, asked: () => void): StoreReader {
  return {
    warnings: [],
    refresh: () => store.refresh(),
    close: () => store.close(),
    query: (...query) => {
      asked();
      return store.query(...query);
    },
  };
}

function inOneQuery(store: StoreReader, sql: string, isText: boolean, descending: boolean): number[] {
  const direction = descending ? 'DESC' : 'ASC';
  const number = `CASE WHEN json_valid(value) THEN iif(json_type(value) IN ('integer', 'real'), value + 0.0, 9e999) ELSE 9e999 END`;
  const keys = isText ? [`value ${direction}`] : [`${number} ${direction}`, `value COLLATE NOCASE ${direction}`];
  const rows = store.query(
    `SELECT id FROM (SELECT rowid AS id, row_number, ${sql} AS value FROM source_data WHERE source_connection = 'v.csv') ORDER BY value IS NULL, ${keys.join(', ')}, row_number, id`,
    [],
    z.object({ id: z.number() }),
  );
  return rows.map(({ id }) => id);
}
