import assert from 'node:assert/strict';
import type { TableRunOptions } from '../../../src/host/tableRuns/tableRunOptions';
import { isStopped, nextSteps } from '../../../src/host/tableRuns/nextSteps';
import type { TableRunState } from '../../../src/shared/tableRun';

describe('what is offered after a table run', () => {
  const progress = {
    ...{ process: 'a', position: 1, processes: 1, total: 5, completed: 5, failed: 0, skipped: 0, left: 0 },
    ...{ input_tokens: 0, output_tokens: 0, cost: 0 },
  };
  const ended = (outcome: Partial<NonNullable<TableRunState['outcome']>>, options: TableRunOptions = {}) => ({
    options,
    state: {
      ...{ state: 'ended', startedAt: '', endedAt: '', progress } as const,
      outcome: { status: 'completed', completed: 5, failed: 0, skipped: 0, ...outcome } as const,
    },
  });
  const titles = (run: Parameters<typeof nextSteps>[0]) => nextSteps(run).map(({ title }) => title);

  it('is the results, and all rows after the first ones', () => {
    assert.deepEqual(titles(ended({})), ['Show Results']);
    assert.deepEqual(titles(ended({}, { limit: 10 })), ['Show Results', 'Run All Rows']);
  });

  it('is another attempt at rows that failed, of the same processes', () => {
    assert.deepEqual(nextSteps(ended({ status: 'failed', failed: 2 }, { processes: ['a'] })).at(-1), {
      title: 'Retry Failed Rows',
      command: 'llmflow.retryFailedRows',
      options: { processes: ['a'] },
    });
  });

  it('is to go on where a run was stopped', () => {
    for (const outcome of [{ status: 'cancelled' }, { status: 'budget', failed: 1 }, { status: 'failed', error: 'The disk is full.' }] as const) {
      assert.deepEqual(titles(ended(outcome)), ['Show Results', 'Resume']);
    }
  });

  it('is nothing to show where no row was looked at, nor to resume where all was to be run anew', () => {
    const { startedAt, outcome } = ended({ status: 'failed', completed: 0, error: 'The source does not exist.' }).state;
    assert.deepEqual(titles({ state: { state: 'ended', startedAt, outcome }, options: {} }), ['Try Again']);
    assert.equal(isStopped(ended({ status: 'cancelled' }, { rerun: true })), false);
    assert.equal(isStopped({ state: { state: 'running', startedAt: '' }, options: {} }), false);
  });
});
