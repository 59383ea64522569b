import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ingest } from '../../../src/core/tables/ingest';
import type { SourceRecord } from '../../../src/core/tables/source';
import { withRowKey } from '../../../src/core/tables/sources/withRowKey';
import { listSource } from './listSource';
import { MemoryStore } from './memoryStore';

type Row = SourceRecord['data'];

describe('ingesting a source whose rows have a key', () => {
  let store: MemoryStore;
  beforeEach(async () => (store = await MemoryStore.create()));
  afterEach(() => store.close());

  const take = (row_key: readonly string[], ...readings: Row[][]) =>
    ingest({ source: withRowKey(listSource(...readings), row_key), store, signal: new AbortController().signal, now: () => 0 });
  const idsByKey = () => new Map(store.rows().map(({ data, reference_id }) => [data['id'], reference_id]));
  const refuses = async (row_key: readonly string[], rows: Row[], message: string) => {
    const before = store.rows();
    await assert.rejects(take(row_key, rows), { name: 'SourceError', message });
    assert.deepEqual(store.rows(), before);
  };

  it('updates a changed row wherever it stands, and removes and adds by key', async () => {
    assert.deepEqual(await take(['id'], [{ id: 1, t: 'a' }, { id: 2, t: 'b' }, { id: 3, t: 'c' }]), { added: 3, updated: 0, unchanged: 0, removed: 0 });
    const before = idsByKey();
    assert.deepEqual(await take(['id'], [{ id: 4, t: 'd' }, { id: 3, t: 'C' }, { id: 2, t: 'b' }]), { added: 1, updated: 1, unchanged: 1, removed: 1 });
    assert.deepEqual(store.rows().map(({ row_number, data }) => [row_number, data]), [[1, { id: 4, t: 'd' }], [2, { id: 3, t: 'C' }], [3, { id: 2, t: 'b' }]]);
    for (const id of [2, 3]) assert.equal(idsByKey().get(id), before.get(id));
  });

  it('gives a row the same reference_id for the same key, whatever else it holds', async () => {
    await take(['id'], [{ id: 1, t: 'a' }]);
    const before = idsByKey();
    await take(['id'], [{ id: 2, t: 'a' }]);
    await take(['id'], [{ id: 1, t: 'other' }]);
    assert.deepEqual(idsByKey(), before);
    assert.equal(before.get(1), 'a3b9077b-d0f0-518b-94f0-11aba370e022');
  });

  it('knows rows that were ingested before there was a key', async () => {
    await ingest({ source: listSource([{ id: 1, t: 'a' }, { id: 1, t: 'a' }, { t: 'none' }]), store, signal: new AbortController().signal, now: () => 0 });
    const [first] = store.rows();
    assert.deepEqual(await take(['id'], [{ id: 1, t: 'A' }]), { added: 0, updated: 1, unchanged: 0, removed: 2 });
    assert.deepEqual(store.rows().map(({ reference_id }) => reference_id), [first?.reference_id]);
  });

  it('refuses rows without a key, or with that of another, with the row', async () => {
    await refuses(['id'], [{ id: 1 }, { id: 1, t: 'b' }], 'rows.csv, row 2: the row key [1] stands here again, after row 1. Choose columns for `row_key` that are different in every row.');
    for (const missing of [null, '']) await refuses(['id'], [{ id: 1 }, { id: missing }], 'rows.csv, row 2: the row key “id” is empty. Its rows are told apart by `row_key`.');
    await refuses(['name'], [{ id: 1, t: 'b' }], 'rows.csv, row 1: there is no column “name”. The columns are: id, t. Its rows are told apart by `row_key`.');
    assert.equal((await take(['id', 't'], [{ id: 1, t: 'a' }, { id: 1, t: 'b' }])).added, 2);
  });

  it('says so when the source changes between the two readings', async () => {
    for (const second of [[{ id: 2, t: 'b' }], [{ id: 1, t: 'b' }], [], [{ id: 1, t: 'a' }, { id: 2, t: 'b' }]]) {
      await assert.rejects(take(['id'], [{ id: 1, t: 'a' }], second), { name: 'SourceError', message: /changed while it was being read/ });
    }
  });

  it('makes Table 1 equal to any source, whatever stood there before', async () => {
    const rows = fc.uniqueArray(fc.record({ id: fc.integer({ min: 0, max: 9 }), t: fc.constantFrom('a', 'b') }, { noNullPrototype: true }), { selector: ({ id }) => id, maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(fc.array(rows, { minLength: 1, maxLength: 4 }), async (pulls) => {
        const ids = idsByKey();
        for (const pull of pulls) {
          const before = new Map(store.rows().map(({ data }) => [data['id'], data['t']]));
          const counts = await take(['id'], pull);
          assert.deepEqual(store.rows().map(({ data }) => data), pull);
          const kept = pull.filter(({ id }) => before.has(id));
          const updated = kept.filter(({ id, t }) => before.get(id) !== t).length;
          assert.deepEqual(counts, { added: pull.length - kept.length, updated, unchanged: kept.length - updated, removed: before.size - kept.length });
          for (const [id, reference] of idsByKey()) assert.equal(reference, ids.get(id) ?? reference);
        }
      }),
      { numRuns: 50 },
    );
  });
});
