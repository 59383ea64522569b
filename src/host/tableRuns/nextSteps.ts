import type { TableRun } from './tableRun';
import type { TableRunOptions } from './tableRunOptions';

/** Something to do after a run, as a button or a lens offers it. */
export interface NextStep {
  readonly title: string;
  readonly command: 'llmflow.showResults' | 'llmflow.retryFailedRows' | 'llmflow.resumeTable' | 'llmflow.runTable';
  readonly options?: TableRunOptions;
}

/** What makes sense after a run that has ended, the most likely first. */
export function nextSteps({ state, options }: Pick<TableRun, 'state' | 'options'>): NextStep[] {
  const { outcome, progress } = state;
  if (!outcome) return [];
  const processes = options.processes && { processes: options.processes };
  const steps: NextStep[] = [];
  if (progress) steps.push({ title: 'Show Results', command: 'llmflow.showResults' });
  if (isStopped({ state, options })) steps.push({ title: progress ? 'Resume' : 'Try Again', command: 'llmflow.resumeTable' });
  else if (outcome.failed > 0) steps.push({ title: 'Retry Failed Rows', command: 'llmflow.retryFailedRows', ...(processes && { options: processes }) });
  else if (options.limit !== undefined) steps.push({ title: 'Run All Rows', command: 'llmflow.runTable', ...(processes && { options: processes }) });
  return steps;
}

/** Whether a run ended before its last row, and can be taken up where it did. Rows that were to be run again would all be run anew. */
export function isStopped({ state: { outcome }, options }: Pick<TableRun, 'state' | 'options'>): boolean {
  if (!outcome || options.rerun === true) return false;
  return outcome.status === 'cancelled' || outcome.status === 'budget' || outcome.error !== undefined;
}
