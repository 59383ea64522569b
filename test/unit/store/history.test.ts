import assert from 'node:assert/strict';
import { findNodeRun, glanceAtNodes, lastRuns, newestRuns, runsBeyond } from '../../../src/core/store/history';
import { openWriter } from '../../../src/core/store/openWriter';
import type { NodeRunRow, RunRow, StoreChange } from '../../../src/core/store/records';
import type { StoreWriter } from '../../../src/core/store/store';
import { nodeRunRow, runRow } from './support/rows';
import { emptyWorkspace } from './support/workspace';

function run(run_id: string, minute: number, workflow_id = 'w', change: Partial<RunRow> = {}): RunRow {
  const started_at = `2026-11-20T10:${String(minute).padStart(2, '0')}:00.000Z`;
  return runRow(run_id, { workflow_id, started_at, ended_at: started_at, ...change });
}

function node(run_id: string, node_id: string, output: string | null): NodeRunRow {
  return nodeRunRow(node_id, { run_id, output, description: output, passages: [] });
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

  it('knows each workflow’s last run', async () => {
    await store.write(put(run('c', 3), run('a', 1), run('b', 2), run('x', 1, 'v'), run('twin', 3)));
    assert.deepEqual(lastRuns(store).sort((a, b) => a.run_id.localeCompare(b.run_id)), [run('twin', 3), run('x', 1, 'v')]);
  });

  it('tells flow and table runs of a workflow apart', async () => {
    const table = { kind: 'table' } as const;
    await store.write(put(run('f1', 1), run('t1', 2, 'w', table), run('f2', 3), run('t2', 4, 'w', table), run('t3', 5, 'w', table)));
    assert.deepEqual(lastRuns(store).map(({ run_id }) => run_id).sort(), ['f2', 't3']);
    assert.deepEqual(runsBeyond(store, { workflow_id: 'w', kind: 'flow' }, 1), ['f1']);
    assert.deepEqual(runsBeyond(store, { workflow_id: 'w', kind: 'table' }, 1), ['t2', 't1']);
    assert.deepEqual(runsBeyond(store, { workflow_id: 'w', kind: 'table' }, 3), []);
    assert.deepEqual(runsBeyond(store, { workflow_id: 'nobody', kind: 'flow' }, 0), []);
  });

  it('counts runs that are about to be written among the newest', async () => {
    await store.write(put(run('a', 1), run('b', 2), run('c', 3)));
    const flow = { workflow_id: 'w', kind: 'flow' } as const;
    assert.deepEqual(runsBeyond(store, flow, 3, ['new']), ['a']);
    assert.deepEqual(runsBeyond(store, flow, 3, ['a']), [], 'one that is there already takes no other’s place');
    assert.deepEqual(runsBeyond(store, flow, 1, ['new', 'newer']), ['c', 'b', 'a']);
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
