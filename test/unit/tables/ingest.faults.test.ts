import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import * as z from 'zod';
import { openWriter } from '../../../src/core/store/openWriter';
import { ingest, type IngestCounts } from '../../../src/core/tables/ingest';
import type { Source } from '../../../src/core/tables/source';
import { never, TestWorkspace } from '../sources/workspace';

const lines = Array.from({ length: 3_000 }, (_, index) => `${index},text ${index}\n`);
const whole = `id,text\n${lines.join('')}`;

describe('ingesting a file that something happens to meanwhile', () => {
  let workspace: TestWorkspace;
  beforeEach(async () => (workspace = await TestWorkspace.create()));
  afterEach(() => workspace.remove());

  /** Ingests `a.csv`; `meanwhile` comes when its rows have been read once, and are to be read again to be written. */
  const take = async (meanwhile: () => Promise<unknown> = () => Promise.resolve()): Promise<IngestCounts & { ids: string[] }> => {
    const store = await openWriter(workspace.folder, { purpose: 'a test' });
    try {
      const file = await workspace.open('a.csv');
      let readings = 0;
      const source: Source = {
        ...{ name: file.name, notes: file.notes, columns: (signal: AbortSignal) => file.columns(signal) },
        async *rows(signal) {
          if (++readings === 2) await meanwhile();
          yield* file.rows(signal);
        },
      };
      const counts = await ingest({ source, store, signal: never, now: Date.now });
      const ids = store.query('SELECT reference_id FROM source_data ORDER BY row_number', [], z.object({ reference_id: z.string() }));
      return { ...counts, ids: ids.map(({ reference_id }) => reference_id) };
    } finally {
      await store.close();
    }
  };

  it('it vanishes: nothing is taken, and what was there stays as it was', async () => {
    await writeFile(workspace.path('a.csv'), whole);
    const before = await take();
    await writeFile(workspace.path('a.csv'), whole.replaceAll('text', 'other'));
    await assert.rejects(take(() => rm(workspace.path('a.csv'))), { name: 'SourceError', message: /^a\.csv: .*(cannot be read|does not exist)/ });
    await writeFile(workspace.path('a.csv'), whole);
    assert.deepEqual(await take(), { added: 0, updated: 0, unchanged: lines.length, removed: 0, ids: before.ids });
  });

  it('it gets other columns, or fewer rows, and says so; the next ingest makes it whole', async () => {
    await writeFile(workspace.path('a.csv'), whole);
    const before = await take();
    for (const other of [whole.replace('id,text', 'id,body'), `id,text\n${lines.slice(0, 2_500).join('')}`]) {
      await writeFile(workspace.path('a.csv'), whole.replace('text 2999', 'changed'));
      await assert.rejects(take(() => writeFile(workspace.path('a.csv'), other)), { name: 'SourceError', message: /^a\.csv: changed while it was being read\. Once it is at rest, ingest it again/ });
      await writeFile(workspace.path('a.csv'), whole);
      assert.deepEqual((await take()).ids, before.ids);
    }
  });
});
