import assert from 'node:assert/strict';
import type { ProcessEstimate } from '../../../src/core/tables/estimate';
import { estimateLines } from '../../../src/core/tables/estimateText';
import { isWorthAsking } from '../../../src/host/tableRuns/worthAsking';

function process(rest: Partial<ProcessEstimate>): ProcessEstimate {
  return { process: 'a', calls: 1, basis: 'rows', measuredRows: 10, rows: 50, input_tokens: 1_000, output_tokens: 500, cost: 0.01, ...rest };
}

function estimateOf(...processes: ProcessEstimate[]) {
  const sum = (field: 'rows' | 'input_tokens' | 'output_tokens') => processes.reduce((total, each) => total + each[field], 0);
  const cost = processes.reduce<number | null>((total, each) => (total === null || each.cost === null ? null : total + each.cost), 0);
  return { rows: sum('rows'), input_tokens: sum('input_tokens'), output_tokens: sum('output_tokens'), cost, processes };
}

describe('isWorthAsking', () => {
  const builtIn = process({ calls: 0, cost: 0, rows: 100_000, input_tokens: 0, output_tokens: 0 });

  it('asks from the cost on that the user has set', () => {
    assert.equal(isWorthAsking(estimateOf(process({ cost: 0.09 })), 0.1), false);
    assert.equal(isWorthAsking(estimateOf(process({ cost: 0.06 }), process({ cost: 0.05 })), 0.1), true);
    assert.equal(isWorthAsking(estimateOf(process({ cost: 0.09 })), 0), true);
  });

  it('asks where the price is not known, but for a handful of rows', () => {
    assert.equal(isWorthAsking(estimateOf(process({ cost: null, rows: 11 })), 0.1), true);
    assert.equal(isWorthAsking(estimateOf(process({ cost: null, rows: 10 })), 0.1), false);
  });

  it('asks for many rows as long as none has shown what a row takes', () => {
    const guessed = { basis: 'length', measuredRows: 0 } as const;
    assert.equal(isWorthAsking(estimateOf(process({ ...guessed, rows: 100 })), 0.1), true);
    assert.equal(isWorthAsking(estimateOf(process({ ...guessed, rows: 99 })), 0.1), false);
    assert.equal(isWorthAsking(estimateOf(process({ rows: 100 })), 0.1), false);
  });

  it('never asks where only built-in models run, or nothing does', () => {
    assert.equal(isWorthAsking(estimateOf(builtIn), 0), false);
    assert.equal(isWorthAsking(estimateOf(process({ rows: 0, cost: 0 })), 0), false);
  });
});

describe('estimateLines', () => {
  it('tells rows, calls, tokens, cost and what they go by, and the whole where there are several', () => {
    const lines = estimateLines(
      estimateOf(
        process({ process: 'sentiment', rows: 3_000, input_tokens: 1_200_000, output_tokens: 34_000, cost: 1.5 }),
        process({ process: 'verdict', calls: 3, basis: 'length', measuredRows: 0, rows: 1, cost: 0.0123 }),
        process({ process: 'keywords', calls: 0, cost: 0 }),
      ),
    );
    assert.deepEqual(lines, [
      'sentiment: 3,000 rows, about 1.2M tokens, about $1.50 (from 10 rows that ran)',
      'verdict: 1 row × 3 calls, about 1.5K tokens, about $0.012 (from the length of the texts)',
      'Together: about 1.2M tokens, about $1.51',
    ]);
  });

  it('says that a price is not known', () => {
    assert.deepEqual(estimateLines(estimateOf(process({ cost: null }))), ['a: 50 rows, about 1.5K tokens, at a price that is not known (from 10 rows that ran)']);
  });
});
