import type { RunRow } from '../../../core/store/records';
import { spendingText } from '../../../core/tables/progressText';

/** What models took, such as `1.2K tokens, $0.0012`; undefined where none was asked, or none has told. */
export function spentText({ input_tokens, output_tokens, cost }: Pick<RunRow, 'input_tokens' | 'output_tokens' | 'cost'>): string | undefined {
  if (input_tokens === null && output_tokens === null) return undefined;
  return spendingText({ input_tokens: input_tokens ?? 0, output_tokens: output_tokens ?? 0, cost });
}

/** What a table run has come to, such as `6 completed, 1 failed, 3 done before`; undefined while nothing is known. */
export function cellsText({ completed, failed, skipped }: Pick<RunRow, 'completed' | 'failed' | 'skipped'>): string | undefined {
  const counts = [[completed, 'completed'], [failed, 'failed'], [skipped, 'done before']] as const;
  const parts = counts.flatMap(([count, what]) => (count === null || count === 0 ? [] : [`${count.toLocaleString('en')} ${what}`]));
  return parts.length === 0 ? undefined : parts.join(', ');
}
