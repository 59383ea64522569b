import assert from 'node:assert/strict';
import type { TableEvent } from '../../../src/core/tables/tableEvents';
import { TableMeter } from '../../../src/core/tables/tableProgress';

describe('TableMeter', () => {
  const started = (process: string, total: number): TableEvent => ({ event: 'process-started', process, total });
  const completed = (cost?: number): TableEvent => ({
    event: 'row-completed',
    process: 'a',
    reference_id: 'r',
    result: 'x',
    ...(cost !== undefined && { cost, usage: { input_tokens: 10, output_tokens: 2 } }),
  });
  const failed: TableEvent = { event: 'row-failed', process: 'a', reference_id: 'r', error: 'no', cost: 0 };

  it('knows nothing before the first process has started', () => {
    assert.equal(new TableMeter(1).progress(0), undefined);
  });

  it('counts rows, tokens and cost, and says how long the rest will take', () => {
    const meter = new TableMeter(2);
    meter.add(started('a', 100), 0);
    for (let row = 1; row <= 20; row++) meter.add(completed(0.5), row * 100);
    meter.add(failed, 2_100);
    const { rowsPerSecond, secondsLeft, ...counts } = meter.progress(2_100)!;
    assert.deepEqual(counts, {
      ...{ process: 'a', position: 1, processes: 2, total: 100, completed: 20, failed: 1, skipped: 0, left: 79 },
      ...{ input_tokens: 200, output_tokens: 40, cost: 10 },
    });
    assert.equal(rowsPerSecond, 10);
    assert.equal(secondsLeft, 7.9);
  });

  it('begins to count rows anew with each process, and keeps what the run has spent', () => {
    const meter = new TableMeter(2);
    meter.add(started('a', 2), 0);
    meter.add(completed(1), 10);
    meter.add({ event: 'process-ended', process: 'a', completed: 2, failed: 0, skipped: 0 }, 20);
    assert.equal(meter.progress(20)?.left, 0);
    meter.add(started('b', 5), 30);
    assert.deepEqual(meter.progress(40), {
      ...{ process: 'b', position: 2, processes: 2, total: 5, completed: 0, failed: 0, skipped: 0, left: 5 },
      ...{ input_tokens: 10, output_tokens: 2, cost: 1 },
    });
  });

  it('does not take the rows that it passes over for work: they tell nothing of how long the rest will take', () => {
    const meter = new TableMeter(1);
    meter.add(started('a', 1_000), 0);
    for (let row = 0; row < 500; row++) meter.pass({ process: 'a', standing: row < 490 ? 'completed' : 'failed' }, row * 10);
    const passed = meter.progress(5_000)!;
    assert.deepEqual([passed.skipped, passed.failed, passed.left, passed.rowsPerSecond], [490, 10, 500, undefined]);
    for (let row = 1; row <= 10; row++) meter.add(completed(), 5_000 + row * 200);
    const { rowsPerSecond = 0 } = meter.progress(7_000)!;
    assert.ok(Math.abs(rowsPerSecond - 5) < 0.1, `${rowsPerSecond} rows a second`);
  });

  it('forgets the pace of long ago, and knows that a run stands still', () => {
    const meter = new TableMeter(1);
    meter.add(started('a', 100_000), 0);
    for (let row = 1; row <= 10_000; row++) meter.add(completed(), row * 10);
    assert.ok(Math.abs((meter.progress(100_000)?.rowsPerSecond ?? 0) - 100) < 5);
    for (let row = 1; row <= 120; row++) meter.add(completed(), 100_000 + row * 1_000);
    assert.ok(Math.abs((meter.progress(220_000)?.rowsPerSecond ?? 0) - 1) < 0.1);
    assert.ok((meter.progress(520_000)?.rowsPerSecond ?? 1) < 0.3);
  });

  it('does not know the cost once it does not know a row’s', () => {
    const meter = new TableMeter(1);
    meter.add(started('a', 3), 0);
    meter.add(completed(1), 1);
    meter.add(completed(), 2);
    meter.add(completed(1), 3);
    assert.equal(meter.progress(4)?.cost, null);
  });
});
