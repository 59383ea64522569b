import assert from 'node:assert/strict';
import { findNodeRun, glanceAtNodes, lastRuns, newestRuns, runsBeyond } from '../../../src/core/store/history';
import { openWriter } from '../../../src/core/store/openWriter';
import type { NodeRunRow, RunRow, StoreChange } from '../../../src/core/store/records';
import type { StoreWriter } from '../../../src/core/store/store';
import { emptyWorkspace } from './support/workspace';

function run(run_id: string, minute: number, workflow_id = 'w'): RunRow {
  const started_at = `2026-11-20T10:${String(minute).padStart(2, '0')}:00.000Z`;
  return { run_id, workflow_id, status: 'completed', started_at, ended_at: started_at, error: null, path: `${workflow_id}.llmflow` };
}

function node(run_id: string, node_id: string, output: string | null): NodeRunRow {
  const times = { started_at: '2026-11-20T10:00:00.000Z', ended_at: null };
  return { run_id, node_id, status: 'completed', output, description: output, error: null, ...times, input_tokens: 1, output_tokens: 2 };
}

const put = (...rows: RunRow[]): StoreChange[] => rows.map((row) => ({ change: 'put-run', row }));
const putNodes = (...rows: NodeRunRow[]): StoreChange[] => rows.map((row) => ({ change: 'put-node-run', row }));

describe('the history of runs', () => {
  let store: StoreWriter;

  beforeEach(async () => {
    store = await openWriter(emptyWorkspace(), { purpose: 'a test' });
  });
  afterEach(() => store.close());

  it('lists runs from the newest on, whatever the order they were written in', async () => {
    await store.write(put(run('middle', 5), run('newest', 9, 'v'), run('oldest', 1)));
    assert.deepEqual(newestRuns(store, 10), [run('newest', 9, 'v'), run('middle', 5), run('oldest', 1)]);
    assert.deepEqual(newestRuns(store, 1), [run('newest', 9, 'v')]);
  });

  it('knows each workflow’s last run, and those beyond a number', async () => {
    await store.write(put(run('c', 3), run('a', 1), run('b', 2), run('x', 1, 'v'), run('twin', 3)));
    assert.deepEqual(lastRuns(store).sort((a, b) => a.run_id.localeCompare(b.run_id)), [run('twin', 3), run('x', 1, 'v')]);
    assert.deepEqual(runsBeyond(store, 'w', 2), ['b', 'a']);
    assert.deepEqual(runsBeyond(store, 'w', 4), []);
    assert.deepEqual(runsBeyond(store, 'nobody', 0), []);
  });

  it('glances at a run’s nodes in the flow’s order, and reads one whole', async () => {
    const long = 'x'.repeat(1_000);
    await store.write([...put(run('r', 1)), ...putNodes(node('r', 'second', null), node('r', 'first', long), node('other', 'first', 'no'))]);
    // A node that has changed keeps its place.
    await store.write(putNodes(node('r', 'second', 'said')));
    const glances = glanceAtNodes(store, 'r');
    assert.deepEqual(glances.map(({ node_id, output }) => [node_id, output]), [['second', 'said'], ['first', 'x'.repeat(300)]]);
    assert.equal('description' in glances[0]!, false);
    assert.deepEqual(findNodeRun(store, 'r', 'first'), node('r', 'first', long));
    assert.equal(findNodeRun(store, 'r', 'third'), undefined);
  });
});
