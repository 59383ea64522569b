import assert from 'node:assert/strict';
import { costText, durationText, endingText, pulledText, rateText, rowsText, runText, tokensText } from '../../../src/core/tables/progressText';
import type { TableProgress } from '../../../src/core/tables/tableProgress';

describe('a table run in words', () => {
  const progress: TableProgress = {
    ...{ process: 'topic', position: 1, processes: 2, total: 3_000, completed: 100, failed: 2, skipped: 18, left: 2_880 },
    ...{ rowsPerSecond: 12.3, secondsLeft: 234, input_tokens: 34_000, output_tokens: 1_000, cost: 0.12 },
  };

  const justBegun: TableProgress = {
    ...{ process: 'topic', position: 1, processes: 1, total: 3_000, completed: 0, failed: 0, skipped: 0, left: 3_000 },
    ...{ input_tokens: 0, output_tokens: 0, cost: 0 },
  };

  it('tells place, rows, pace and spending, and leaves out what is not known or nothing', () => {
    assert.equal(runText(progress), 'topic (1 of 2): 120 of 3,000 rows, 2 failed, 12 rows/s, 4 min left, 35K tokens, $0.12');
    assert.equal(runText(justBegun), 'topic: 0 of 3,000 rows');
    assert.match(runText({ ...progress, cost: null }), /35K tokens, cost not known$/);
  });

  it('rounds as a person would', () => {
    assert.deepEqual([0, 1.25e-6, 0.0124, 0.099, 0.1, 1.5, 1_234.5, null].map(costText), ['$0', '$0.0000013', '$0.012', '$0.099', '$0.10', '$1.50', '$1,234.50', 'not known']);
    assert.deepEqual([1, 89, 91, 3_600, 5_399, 7_200, 200_000].map(durationText), ['1 s', '89 s', '2 min', '60 min', '2 h', '2 h', '2 days']);
    assert.deepEqual([0.001, 0.5, 1, 1_234].map(rateText), ['1 rows/min', '30 rows/min', '1 rows/s', '1,234 rows/s']);
    assert.deepEqual([1, 1_000].map(rowsText), ['1 row', '1,000 rows']);
    assert.deepEqual([950, 1_234, 34_900, 1_250_000].map(tokensText), ['950', '1.2K', '35K', '1.3M']);
  });

  it('does not call a run a failure that got to its last row', () => {
    assert.equal(endingText({ status: 'failed' }), 'ended with failed rows');
    assert.equal(endingText({ status: 'failed', error: 'The disk is full.' }), 'failed');
  });

  it('counts what pulling has changed', () => {
    assert.equal(pulledText({ added: 1_000, updated: 0, unchanged: 7, removed: 1 }), '1,000 added, 0 updated, 7 unchanged, 1 removed');
  });
});
