import assert from 'node:assert/strict';
import { storeChange, type RunRow } from '../../../src/core/store/records';
import { TableRunRecorder } from '../../../src/core/tables/tableRunRecorder';

const start = { run_id: 'r', workflow_id: 'w', path: 'a.llmflow', started_at: '2026-11-20T10:00:00.000Z', processes: ['sentiment', 'topic'] };
const time = '2026-11-20T10:01:00.000Z';
const row = { reference_id: 'x', usage: { input_tokens: 10, output_tokens: 1 }, cost: 0.25 };

describe('the recorder of a table run', () => {
  let recorder: TableRunRecorder;
  beforeEach(() => (recorder = new TableRunRecorder(start)));

  /** The row as it would be stored now; undefined if nothing is to be. */
  function taken(): RunRow | undefined {
    const [change, ...others] = recorder.takeChanges();
    assert.deepEqual(others, []);
    if (!change) return undefined;
    assert.deepEqual(storeChange.parse(change), change);
    return change.change === 'put-run' ? change.row : assert.fail(change.change);
  }

  it('has a row as the run begins, after each process and as it ends, and none for single rows', () => {
    assert.deepEqual(taken(), {
      ...start,
      ...{ kind: 'table', status: 'running', ended_at: null, error: null, completed: 0, failed: 0, skipped: 0 },
      ...{ input_tokens: null, output_tokens: null, cost: null, runner: null },
    });
    recorder.add({ event: 'process-started', process: 'sentiment', total: 3 }, time);
    recorder.add({ event: 'row-completed', process: 'sentiment', result: 'Positive', ...row }, time);
    recorder.add({ event: 'row-failed', process: 'sentiment', error: 'No.', ...row }, time);
    assert.equal(taken(), undefined);
    recorder.add({ event: 'process-ended', process: 'sentiment', completed: 1, failed: 1, skipped: 1 }, time);
    const first = taken();
    assert.deepEqual([first?.completed, first?.failed, first?.skipped, first?.input_tokens, first?.output_tokens, first?.cost], [1, 1, 1, 20, 2, 0.5]);
    recorder.add({ event: 'process-ended', process: 'topic', completed: 2, failed: 0, skipped: 0 }, time);
    assert.deepEqual([recorder.run.completed, recorder.hasEnded], [3, false]);
    recorder.add({ event: 'table-ended', status: 'budget', error: 'It is spent.', completed: 3, failed: 1, skipped: 1 }, time);
    const last = taken();
    assert.deepEqual([last?.status, last?.ended_at, last?.error, last?.completed, recorder.hasEnded], ['budget', time, 'It is spent.', 3, true]);
  });

  it('does not know what a run cost where one row’s price is not known', () => {
    recorder.add({ event: 'row-completed', process: 'topic', reference_id: 'x', result: 'r', usage: row.usage }, time);
    recorder.add({ event: 'row-completed', process: 'topic', result: 'r', ...row }, time);
    recorder.add({ event: 'table-ended', status: 'completed', completed: 2, failed: 0, skipped: 0 }, time);
    assert.deepEqual([recorder.run.cost, recorder.run.input_tokens], [null, 20]);
  });

  it('ends once, also where the table never began', () => {
    const none = { completed: 0, failed: 0, skipped: 0 };
    recorder.end({ status: 'failed', error: 'The source is gone.', ...none }, time);
    recorder.end({ status: 'cancelled', ...none }, 'later');
    assert.deepEqual([recorder.run.status, recorder.run.error, recorder.run.ended_at], ['failed', 'The source is gone.', time]);
  });

  it('is to be written again when a write failed', () => {
    const before = taken();
    recorder.untake();
    assert.deepEqual(taken(), before);
    assert.equal(recorder.hasChanges, false);
  });
});
