import type { RowCounts } from './tableEvents';

export const noRows: RowCounts = { completed: 0, failed: 0, skipped: 0 };

export function addCounts(sum: RowCounts, { completed, failed, skipped }: RowCounts): RowCounts {
  return { completed: sum.completed + completed, failed: sum.failed + failed, skipped: sum.skipped + skipped };
}
