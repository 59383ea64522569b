import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import * as z from 'zod';
import { openReader } from '../../../src/core/store/openReader';
import { openWriter } from '../../../src/core/store/openWriter';
import { ingest, type IngestCounts } from '../../../src/core/tables/ingest';
import { never, TestWorkspace } from '../sources/workspace';

describe('ingesting a file into the workspace database', () => {
  let workspace: TestWorkspace;
  beforeEach(async () => (workspace = await TestWorkspace.create()));
  afterEach(() => workspace.remove());

  const take = async (name: string): Promise<IngestCounts> => {
    const store = await openWriter(workspace.folder, { purpose: 'a test' });
    try {
      return await ingest({ source: await workspace.open(name), store, signal: never, now: Date.now });
    } finally {
      await store.close();
    }
  };
  const stored = async () => {
    const store = await openReader(workspace.folder);
    const row = z.object({ row_number: z.number(), data: z.string() });
    const rows = store.query('SELECT row_number, data FROM source_data ORDER BY row_number', [], row);
    await store.close();
    return rows.map(({ data }): unknown => JSON.parse(data));
  };

  it('adds, updates and leaves alone across openings', async () => {
    const lines = Array.from({ length: 3000 }, (_, index) => `${index},"row\n${index}"`);
    await writeFile(workspace.path('a.csv'), `id,text\n${lines.join('\n')}\n`);
    assert.deepEqual(await take('a.csv'), { added: 3000, updated: 0, unchanged: 0, removed: 0 });
    lines[7] = '7,changed';
    lines.push('new,row');
    await writeFile(workspace.path('a.csv'), `text,id\n${lines.map((line) => line.replace(/^([^,]+),([^]+)$/, '$2,$1')).join('\n')}\n`);
    assert.deepEqual(await take('a.csv'), { added: 1, updated: 1, unchanged: 2999, removed: 0 });
    const rows = await stored();
    assert.deepEqual([rows[6], rows[7], rows[3000]], [{ id: '6', text: 'row\n6' }, { text: 'changed', id: '7' }, { text: 'row', id: 'new' }]);
  });

  it('takes nothing from a file that is broken in its last line', async () => {
    await writeFile(workspace.path('a.csv'), `id,text\n${'1,x\n'.repeat(5000)}"`);
    await assert.rejects(take('a.csv'), { name: 'SourceError', line: 5002 });
    assert.deepEqual(await stored(), []);
  });
});
