import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as z from 'zod';
import { openWriter } from '../../../src/core/store/openWriter';
import type { StoreWriter } from '../../../src/core/store/store';
import { runTable } from '../../../src/core/tables/runTable';
import type { TableEvent } from '../../../src/core/tables/tableEvents';
import { sourceRows } from './memoryStore';
import { answering, flowWith, prompting, requestOf } from './tableRuns';

describe('runTable over the workspace database', () => {
  let folder: string;
  let store: StoreWriter | undefined;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'llmflow-table-'));
  });
  afterEach(async () => {
    await store?.close();
    await rm(folder, { recursive: true });
  });

  const open = async () => (store = await openWriter(folder, { purpose: 'a test' }));
  const cell = z.object({ process_name: z.string(), reference_id: z.string(), result: z.string().nullable(), status: z.string() });

  it('finds what it acknowledged after the database has been opened again, and asks for the rest only', async () => {
    const flow = flowWith([prompting('a'), prompting('b', 'results.a', { prompt: 'b {title}: {input_data}' })]);
    const first = await open();
    await first.write(sourceRows(...Array.from({ length: 150 }, (_, index) => ({ text: `t${index}`, title: index }))).map((row) => ({ change: 'put-source-row', row })));

    const controller = new AbortController();
    const told = new Set<string>();
    const { ask, requests } = answering(({ prompt }) => prompt);
    const loadFlow = () => Promise.reject(new Error('none'));
    const emit = (event: TableEvent) => {
      if (event.event === 'row-completed') told.add(`${event.process} ${event.reference_id}`);
      if (told.size === 170) controller.abort(new Error('Enough.'));
    };
    const cut = await runTable(requestOf(flow), { store: first, ask, loadFlow, emit }, controller.signal);
    assert.equal(cut.status, 'cancelled');
    await first.close();

    const second = await open();
    const stored = second.query('SELECT process_name, reference_id, result, status FROM results', [], cell);
    assert.deepEqual(new Set(stored.map(({ process_name, reference_id }) => `${process_name} ${reference_id}`)), told);
    requests.length = 0;
    const rest = await runTable(requestOf(flow), { store: second, ask, loadFlow, emit: () => undefined }, new AbortController().signal);
    assert.deepEqual([rest.status, rest.skipped, rest.completed], ['completed', told.size, 300 - told.size]);
    assert.equal(requests.length, 300 - told.size);
    const [last] = second.query(`SELECT * FROM results WHERE process_name = 'b' AND reference_id = 'r150'`, [], cell);
    assert.equal(last?.result, 'b 149: a: t149');
  });
});
