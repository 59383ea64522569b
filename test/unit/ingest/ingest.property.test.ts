import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ingest, type IngestCounts } from '../../../src/core/tables/ingest';
import { listSource, texts } from './listSource';
import { MemoryStore } from './memoryStore';

/** Few contents, so that equal rows are common. */
const content: fc.Arbitrary<string> = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h');
const edit = fc.oneof(
  fc.record({ kind: fc.constant('insert' as const), at: fc.nat(20), content }),
  fc.record({ kind: fc.constant('delete' as const), at: fc.nat(20) }),
  fc.record({ kind: fc.constant('change' as const), at: fc.nat(20), content }),
  fc.record({ kind: fc.constant('swap' as const), at: fc.nat(20), with: fc.nat(20) }),
);
type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;

function apply(rows: readonly string[], change: Edit): string[] {
  const edited = [...rows];
  const at = change.at % (rows.length + 1);
  switch (change.kind) {
    case 'insert':
      edited.splice(at, 0, change.content);
      break;
    case 'delete':
      edited.splice(at, 1);
      break;
    case 'change':
      edited.splice(at, 1, change.content);
      break;
    case 'swap': {
      const other = change.with % (rows.length + 1);
      [edited[at], edited[other]] = [edited[other] ?? 'a', edited[at] ?? 'a'];
    }
  }
  return edited.filter((text) => typeof text === 'string');
}

/** The counts by definition: the rows that both have, then those that differ at the same place, then the rest. */
function expectedCounts(before: readonly string[], after: readonly string[]): IngestCounts {
  const old: (string | undefined)[] = [...before];
  const fresh: (string | undefined)[] = after.map((text) => {
    const same = old.indexOf(text);
    if (same === -1) return text;
    old[same] = undefined;
    return undefined;
  });
  const left = fresh.filter((text) => text !== undefined).length;
  const updated = fresh.filter((text, index) => text !== undefined && old[index] !== undefined).length;
  const gone = old.filter((text) => text !== undefined).length;
  return { added: left - updated, updated, unchanged: after.length - left, removed: gone - updated };
}

describe('ingesting, whatever changes', () => {
  const signal = new AbortController().signal;

  it('makes Table 1 equal to the source, counts right, and keeps the reference_id of what stays', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(content, { maxLength: 20 }), fc.array(fc.array(edit, { maxLength: 6 }), { maxLength: 4 }), async (start, rounds) => {
        const store = await MemoryStore.create();
        let rows: readonly string[] = start;
        await ingest({ source: listSource(texts(...rows)), store, signal, now: () => 0 });
        for (const [round, edits] of rounds.entries()) {
          const before = store.rows();
          const next = edits.reduce(apply, rows);
          const counts = await ingest({ source: listSource(texts(...next)), store, signal, now: () => round + 1 });
          assert.deepEqual(counts, expectedCounts(rows, next));
          const after = store.rows();
          assert.deepEqual(
            after.map(({ row_number, data }) => [row_number, data['text']]),
            next.map((text, index) => [index + 1, text]),
          );
          assert.equal(new Set(after.map(({ reference_id }) => reference_id)).size, after.length);
          for (const row of before) {
            const text = row.data['text'];
            // As many rows of this content as there were: all of them are the ones from before, times included.
            if (before.filter(({ data }) => data['text'] === text).length > after.filter(({ data }) => data['text'] === text).length) continue;
            const same = after.find(({ reference_id }) => reference_id === row.reference_id);
            assert.deepEqual([same?.data, same?.created_at], [row.data, row.created_at]);
          }
          rows = next;
        }
        assert.deepEqual(await ingest({ source: listSource(texts(...rows)), store, signal, now: () => 99 }), {
          added: 0,
          updated: 0,
          unchanged: rows.length,
          removed: 0,
        });
        await store.close();
      }),
      { numRuns: 150 },
    );
  });

  it('completes what was stopped at any write', async () => {
    const wide = fc.array(content, { maxLength: 5 }).map((letters) => letters.map((letter) => letter.repeat(2_100_000)));
    await fc.assert(
      fc.asyncProperty(wide, wide, fc.nat(4), async (before, after, writesLeft) => {
        const store = await MemoryStore.create();
        await ingest({ source: listSource(texts(...before)), store, signal, now: () => 0 });
        store.writesLeft = writesLeft;
        await ingest({ source: listSource(texts(...after)), store, signal, now: () => 1 }).catch(() => undefined);
        store.writesLeft = Number.POSITIVE_INFINITY;
        const { added, updated, unchanged } = await ingest({ source: listSource(texts(...after)), store, signal, now: () => 2 });
        assert.equal(added + updated + unchanged, after.length);
        assert.ok(store.rows().every(({ row_number, data }, index) => row_number === index + 1 && data['text'] === after[index]));
        assert.equal(store.rows().length, after.length);
        await store.close();
      }),
      { numRuns: 8 },
    );
  }).timeout(60_000);
});
