import { costText, tokensText } from '../text/amounts';
import type { IngestCounts } from './ingest';
import type { TableStatus } from './tableEvents';
import type { TableProgress } from './tableProgress';
import type { Spending } from './tableSpending';

export { costText, tokensText };

/** A table run in words, wherever they are shown. */

/** “The table run…” Rows that failed are no failure of a run that got to its last row. */
export function endingText({ status, error }: { readonly status: TableStatus; readonly error?: string }): string {
  return status === 'failed' && error === undefined ? 'ended with failed rows' : endings[status];
}

export const endings: Readonly<Record<TableStatus, string>> = { completed: 'completed', failed: 'failed', cancelled: 'was cancelled', budget: 'stopped at its budget' };

export function rowsText(rows: number): string {
  return `${rows.toLocaleString('en')} ${rows === 1 ? 'row' : 'rows'}`;
}

export function rateText(perSecond: number): string {
  return perSecond >= 1 ? `${Math.round(perSecond).toLocaleString('en')} rows/s` : `${Math.max(1, Math.round(perSecond * 60))} rows/min`;
}

/** Roughly, as an estimate should be told. */
export function durationText(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`;
}

/** Such as `120 of 3,000 rows, 2 failed, 12 rows/s, 4 min left`. */
export function progressText({ total, completed, failed, skipped, rowsPerSecond, secondsLeft, left }: TableProgress): string {
  const parts = [`${(completed + failed + skipped).toLocaleString('en')} of ${rowsText(total)}`];
  if (failed > 0) parts.push(`${failed.toLocaleString('en')} failed`);
  if (rowsPerSecond !== undefined) parts.push(rateText(rowsPerSecond));
  if (secondsLeft !== undefined && left > 0) parts.push(`${durationText(secondsLeft)} left`);
  return parts.join(', ');
}

/** What pulling a source has changed, such as `3 added, 0 updated, 7 unchanged, 1 removed`. */
export function pulledText({ added, updated, unchanged, removed }: IngestCounts): string {
  return Object.entries({ added, updated, unchanged, removed })
    .map(([what, count]) => `${count.toLocaleString('en')} ${what}`)
    .join(', ');
}

/** What the run has used so far, such as `35K tokens, $0.12`; undefined where nothing is paid for. */
export function spendingText({ input_tokens, output_tokens, cost }: Spending): string | undefined {
  const tokens = input_tokens + output_tokens;
  return tokens === 0 && cost === 0 ? undefined : `${tokensText(tokens)} tokens, ${cost === null ? 'cost not known' : costText(cost)}`;
}

/** Where a run is and what it has used so far, such as `topic (1 of 2): 120 of 3,000 rows, 4 min left, 35K tokens, $0.12`. */
export function runText(progress: TableProgress): string {
  const { process, position, processes } = progress;
  const spending = spendingText(progress);
  return `${process}${processes > 1 ? ` (${position} of ${processes})` : ''}: ${progressText(progress)}${spending === undefined ? '' : `, ${spending}`}`;
}
