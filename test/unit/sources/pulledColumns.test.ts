import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openWriter } from '../../../src/core/store/openWriter';
import { readPulledColumns } from '../../../src/core/workspace/readPulledColumns';

describe('the columns of a source that was pulled', () => {
  let workspace: string;
  before(async () => void (workspace = await mkdtemp(path.join(tmpdir(), 'llmflow-pulled-'))));
  after(() => rm(workspace, { recursive: true, force: true }));

  async function pull(number: number, data: Record<string, unknown>): Promise<void> {
    const store = await openWriter(workspace, { purpose: 'test' });
    const row = { reference_id: `00000000-0000-4000-8000-00000000000${number}`, source_connection: 'warehouse: SELECT 1', row_number: number, data, created_at: '2026-01-01T00:00:00.000Z' };
    await store.write([{ change: 'put-source-row', row }]);
    await store.close();
  }

  it('are those of the database, in their order, as it is now', async () => {
    const columns = () => readPulledColumns('warehouse: SELECT 1', workspace);
    assert.equal(await columns(), undefined);
    await pull(1, { id: 1, note: 'a' });
    assert.deepEqual(await columns(), ['id', 'note']);
    await pull(2, { id: 1, note: 'a', mood: 'b' });
    assert.deepEqual(await columns(), ['id', 'note', 'mood']);
    assert.equal(await readPulledColumns('other', workspace), undefined);
  });
});
