import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openReader } from '../../../src/core/store/openReader';
import { openWriter } from '../../../src/core/store/openWriter';
import type { StoreChange } from '../../../src/core/store/records';
import { TableView } from '../../../src/core/tables/view/tableView';

describe('table view: a workspace database that is being written', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'llmflow-view-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const created_at = '2025-03-14T10:00:00.000Z';

  function result(reference_id: string, text: string): StoreChange {
    const model = { llm_provider: 'builtin', model_type: 'auto', input_tokens: null, output_tokens: null, cost: null, duration_ms: 1, attempts: 1 };
    const key = { result_id: `result of ${reference_id}`, workflow_id: 'w', reference_id, process_name: 'sentiment' };
    return { change: 'put-result', row: { ...key, ...model, result: text, status: 'Completed', created_at, error: null, input_hash: text } };
  }

  it('is empty before anything is written, and shows what comes', async () => {
    const reader = await openReader(folder);
    const view = new TableView(reader);
    assert.deepEqual(view.catalog(), { sources: [], workflows: [] });

    const writer = await openWriter(folder, { purpose: 'a test' });
    const processes = { sentiment: 'text' };
    await writer.write([
      { change: 'put-workflow', row: { workflow_id: 'w', workflow_name: 'W', source_connection: 'r.csv', processes, model: 'auto', created_at, path: 'w.llmflow' } },
      ...['a', 'b'].map((id, index): StoreChange => ({
        change: 'put-source-row',
        row: { reference_id: id, source_connection: 'r.csv', row_number: index + 1, data: { text: `Text ${id}` }, created_at },
      })),
    ]);
    await writer.write([result('b', 'Positive')]);

    const query = { subject: { view: 'joined', workflow: 'w' } as const, text: '' };
    const shown = async () => (await view.page(query, ['data.text', 'results.sentiment'], 0, 9)).rows.map(({ cells }) => cells.map(({ text }) => text));
    assert.equal(await reader.refresh(), true);
    view.changed();
    assert.deepEqual(await shown(), [['Text a', null], ['Text b', 'Positive']]);

    await writer.write([result('a', 'Negative'), result('b', 'Neutral')]);
    assert.equal(await reader.refresh(), true);
    view.changed();
    assert.deepEqual(await shown(), [['Text a', 'Negative'], ['Text b', 'Neutral']]);

    await writer.close();
    await reader.close();
  });
});
