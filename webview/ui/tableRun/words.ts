import type { TableProgress } from '../../../src/core/tables/tableProgress';
import type { TableRunState } from '../../../src/shared/tableRun';
import { counted, dollars, number } from '../amounts';

/** A table run in words, the same on every page, and as the host says them elsewhere (core/tables/progressText.ts). */

export type RowCounts = Pick<TableProgress, 'completed' | 'failed' | 'skipped'>;

export function isGoingOn(run: TableRunState | undefined): boolean {
  return run !== undefined && run.state !== 'ended';
}

/** Rows that the process is through with, whatever became of them. */
export function doneOf({ completed, failed, skipped }: RowCounts): number {
  return completed + failed + skipped;
}

/** Words of which those about failures stand out. */
export interface Part {
  readonly text: string;
  readonly isFailure?: boolean;
}

/** Such as `450 of 1,000 rows`, `3 failed`. */
export function progressParts(progress: RowCounts & { readonly total: number }): Part[] {
  return [{ text: `${number(doneOf(progress))} of ${counted(progress.total, 'row')}` }, ...failedParts(progress)];
}

/** Such as `6 completed`, `1 failed`, `3 done before`. */
export function countsParts(counts: RowCounts): Part[] {
  const { completed, skipped } = counts;
  const isOnlySkipped = skipped > 0 && completed === 0;
  return [
    ...(isOnlySkipped ? [] : [{ text: `${number(completed)} completed` }]),
    ...failedParts(counts),
    ...(skipped > 0 ? [{ text: `${number(skipped)} done before` }] : []),
  ];
}

function failedParts({ failed }: RowCounts): Part[] {
  return failed > 0 ? [{ text: `${number(failed)} failed`, isFailure: true }] : [];
}

export function inWords(parts: readonly Part[]): string {
  return parts.map(({ text }) => text).join(', ');
}

export interface Figure {
  readonly id: 'left' | 'rate' | 'time' | 'tokens' | 'cost';
  readonly text: string;
  readonly title: string;
}

/** What there is to say of a run's speed and spending; nothing of what is not known yet. */
export function figuresOf({ left, rowsPerSecond, secondsLeft, input_tokens, output_tokens, cost }: TableProgress): Figure[] {
  const tokens = input_tokens + output_tokens;
  const figures: Figure[] = [{ id: 'left', text: `${number(left)} left`, title: 'Rows that this process still has to do' }];
  if (rowsPerSecond !== undefined) figures.push({ id: 'rate', text: rate(rowsPerSecond), title: 'How fast it has been lately' });
  if (secondsLeft !== undefined && left > 0) figures.push({ id: 'time', text: `${duration(secondsLeft)} left`, title: 'Until this process ends, at the present rate' });
  if (tokens > 0) {
    figures.push({ id: 'tokens', text: counted(tokens, 'token'), title: `Of the run so far: ${number(input_tokens)} in prompts, ${number(output_tokens)} in answers` });
    figures.push(
      cost === null
        ? { id: 'cost', text: 'cost not known', title: 'A model of this run has no price. Add one in the setting “llmflow.prices”.' }
        : { id: 'cost', text: dollars(cost), title: 'What the run has cost so far, in US dollars' },
    );
  }
  return figures;
}

export type Ending = NonNullable<TableRunState['outcome']>;

/** Such as `Run completed: 6 completed, 3 done before`. */
export function endingInWords({ status, error, ...counts }: Ending): string {
  if (status === 'failed' && error !== undefined) return `Run failed: ${error}`;
  return `${endings[status]}: ${inWords(countsParts(counts))}${error === undefined ? '' : `. ${error}`}`;
}

const endings: Readonly<Record<Ending['status'], string>> = {
  completed: 'Run completed',
  failed: 'Run ended',
  cancelled: 'Run cancelled',
  budget: 'Run stopped at its budget',
};

export const endingIcons: Readonly<Record<Ending['status'], string>> = { completed: 'pass-filled', failed: 'error', cancelled: 'circle-slash', budget: 'warning' };

/** What the run is at, such as `Running “sentiment”, process 1 of 2`. */
export function stageOf({ state, progress, outcome }: TableRunState): string {
  if (outcome) return endingInWords(outcome);
  if (state === 'pulling') return 'Reading the rows of the source…';
  if (!progress) return 'Starting…';
  const place = progress.processes > 1 ? `, process ${progress.position} of ${progress.processes}` : '';
  return `Running “${progress.process}”${place}`;
}

/** For a screen reader, which speaks at every change: of a process's progress only the quarters. */
export function spoken(run: TableRunState): string {
  const { progress, outcome } = run;
  if (outcome || !progress || progress.total === 0) return stageOf(run);
  const quarters = Math.floor((doneOf(progress) / progress.total) * 4);
  return quarters === 0 ? stageOf(run) : `${stageOf(run)}: ${quarters * 25} % done`;
}

function rate(perSecond: number): string {
  return perSecond >= 1 ? `${number(Math.round(perSecond))} rows/s` : `${Math.max(1, Math.round(perSecond * 60))} rows/min`;
}

/** Roughly, as an estimate should be told. */
function duration(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`;
}
