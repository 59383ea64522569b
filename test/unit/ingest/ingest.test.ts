import assert from 'node:assert/strict';
import { ingest } from '../../../src/core/tables/ingest';
import { SourceError, type Source } from '../../../src/core/tables/source';
import { listSource, texts } from './listSource';
import { MemoryStore } from './memoryStore';

const [monday, tuesday] = [Date.UTC(2025, 2, 10), Date.UTC(2025, 2, 11)];

describe('ingesting a source', () => {
  let store: MemoryStore;
  beforeEach(async () => (store = await MemoryStore.create()));
  afterEach(() => store.close());

  const take = (source: Source, time = monday, signal = new AbortController().signal) => ingest({ source, store, signal, now: () => time });
  const ids = () => store.rows().map(({ reference_id }) => reference_id);
  const contents = () => store.rows().map(({ data }) => data['text']);

  it('writes Table 1', async () => {
    assert.deepEqual(await take(listSource([{ text: 'a', n: 1, list: [1, { b: null }] }, { text: 'b' }])), { added: 2, updated: 0, unchanged: 0, removed: 0 });
    const [first, second] = store.rows();
    assert.deepEqual(first, {
      reference_id: first?.reference_id,
      source_connection: 'rows.csv',
      row_number: 1,
      data: { text: 'a', n: 1, list: [1, { b: null }] },
      created_at: '2025-03-10T00:00:00.000Z',
    });
    assert.match(first.reference_id, /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.equal(second?.row_number, 2);
  });

  it('gives a row the same reference_id in every workspace, and equal rows different ones', async () => {
    await take(listSource(texts('a', 'a', 'b')));
    assert.equal(new Set(ids()).size, 3);
    const other = await MemoryStore.create();
    await ingest({ source: listSource(texts('b', 'a', 'a')), store: other, signal: new AbortController().signal, now: () => monday });
    assert.deepEqual(other.rows().map(({ reference_id }) => reference_id).sort(), ids().sort());
    // Results are found by these ids: another way of making them would pay for every row again.
    await take({ ...listSource(texts('a')), name: 'fixed.csv' });
    assert.equal(store.rows('fixed.csv')[0]?.reference_id, '27667743-ae6a-5738-9109-61e83983d711');
    await other.close();
  });

  it('writes nothing and reads once where nothing has changed', async () => {
    await take(listSource([{ text: 'a', n: 1 }, { text: 'b', n: 2 }]));
    const before = store.rows();
    const again = listSource([{ n: 1, text: 'a' }, { text: 'b', n: 2 }]);
    assert.deepEqual(await take(again, tuesday), { added: 0, updated: 0, unchanged: 2, removed: 0 });
    assert.deepEqual([store.rows(), store.writes, again.opened()], [before, [2], 1]);
  });

  it('keeps the reference_id of a row whose content changed in place, and its own time', async () => {
    await take(listSource(texts('a', 'b', 'c')));
    const [a, b, c] = store.rows();
    assert.deepEqual(await take(listSource(texts('a', 'B', 'c')), tuesday), { added: 0, updated: 1, unchanged: 2, removed: 0 });
    assert.deepEqual(store.rows(), [a, { ...b, data: { text: 'B' }, created_at: '2025-03-11T00:00:00.000Z' }, c]);
  });

  it('moves rows without making them new', async () => {
    await take(listSource(texts('a', 'b')));
    const [a, b] = store.rows();
    assert.deepEqual(await take(listSource(texts('new', 'a', 'b')), tuesday), { added: 1, updated: 0, unchanged: 2, removed: 0 });
    assert.deepEqual(store.rows().slice(1), [{ ...a, row_number: 2 }, { ...b, row_number: 3 }]);
  });

  it('writes the numbers alone of rows that move, however large they are', async () => {
    const large = ['a', 'b', 'c', 'd', 'e'].map((letter) => letter.repeat(1_500_000));
    await take(listSource(texts(...large)));
    await take(listSource(texts('new', ...large)), tuesday);
    assert.deepEqual(store.last.map(({ change }) => change), ['put-source-row', ...large.map(() => 'move-source-row')]);
    assert.ok(JSON.stringify(store.last).length < 2_000);
  });

  it('removes rows that are gone, gives them their reference_id back when they return, and leaves other sources alone', async () => {
    await take({ ...listSource(texts('a')), name: 'other.csv' });
    await take(listSource(texts('a', 'b')));
    const before = ids();
    assert.deepEqual(await take(listSource(texts('b')), tuesday), { added: 0, updated: 0, unchanged: 1, removed: 1 });
    assert.deepEqual(contents(), ['b']);
    await take(listSource(texts('a', 'b')), tuesday);
    assert.deepEqual(ids(), before);
    assert.equal(store.rows('other.csv').length, 1);
  });

  it('gives no id twice when content comes back whose row has become another', async () => {
    await take(listSource(texts('a')));
    await take(listSource(texts('changed')));
    await take(listSource(texts('changed', 'a', 'a')));
    assert.deepEqual([contents(), new Set(ids()).size], [['changed', 'a', 'a'], 3]);
  });

  it('leaves Table 1 as it was when the source fails in the middle', async () => {
    await take(listSource(texts('a', 'b')));
    const before = store.rows();
    const broken = new SourceError('rows.csv, line 4: …', 4);
    await assert.rejects(take(listSource([...texts('x', 'y'), broken])), broken);
    assert.deepEqual([store.rows(), store.writes.length], [before, 1]);
  });

  it('notices a source that changes between its two readings, and removes nothing', async () => {
    const message = /^rows\.csv: changed while it was being read\./;
    for (const second of [texts('x', 'z'), texts('x'), texts('x', 'y', 'z')]) {
      await take(listSource(texts('a')));
      await assert.rejects(take(listSource(texts('x', 'y'), second)), { name: 'SourceError', message });
      assert.deepEqual(await take(listSource(texts('a', 'b'))).then(contents), ['a', 'b']);
    }
  });

  it('goes on from where a full disk stopped it', async () => {
    const rows = texts(...Array.from({ length: 3500 }, (_, index) => `row ${index}`));
    store.writesLeft = 2;
    await assert.rejects(take(listSource(rows)), /no space left/);
    store.writesLeft = Number.POSITIVE_INFINITY;
    const written = ids();
    assert.deepEqual(await take(listSource(rows)), { added: 1500, updated: 0, unchanged: 2000, removed: 0 });
    assert.deepEqual([ids().slice(0, 2000), store.rows().length], [written, 3500]);
  });

  it('writes large rows in small batches', async () => {
    await take(listSource(texts(...['a', 'b', 'c', 'd', 'e'].map((letter) => letter.repeat(1_500_000)))));
    assert.deepEqual(store.writes, [3, 2]);
    assert.deepEqual(await take(listSource(texts(...['a', 'b', 'x', 'd', 'e'].map((letter) => letter.repeat(1_500_000))))), { added: 0, updated: 1, unchanged: 4, removed: 0 });
  });

  it('stops when it is cancelled, before it writes or between two writes', async () => {
    const rows = texts(...Array.from({ length: 2500 }, (_, index) => `row ${index}`));
    for (const stopAt of [10, 2500 + 1500]) {
      const controller = new AbortController();
      let read = 0;
      const source = listSource(rows);
      const stopping: Source = {
        ...source,
        async *rows(signal) {
          for await (const row of source.rows(signal)) {
            if (++read === stopAt) controller.abort();
            yield row;
          }
        },
      };
      await assert.rejects(take(stopping, monday, controller.signal), { name: 'AbortError' });
      assert.equal(store.rows().length, stopAt === 10 ? 0 : 1000);
    }
    assert.deepEqual(await take(listSource(rows)), { added: 1500, updated: 0, unchanged: 1000, removed: 0 });
  });
});
