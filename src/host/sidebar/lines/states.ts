import type { RunRow } from '../../../core/store/records';
import type { TableRunState } from '../../../shared/tableRun';
import type { LineIcon } from './line';

/** How it stands with a run, or with a part of one. */
export type ShownState = 'never' | 'waiting' | 'running' | 'completed' | 'failed' | 'cancelled' | 'interrupted' | 'budget' | 'skipped';

export const stateWords: Readonly<Record<ShownState, string>> = {
  never: 'not run yet',
  waiting: 'waiting',
  running: 'running',
  completed: 'completed',
  failed: 'failed',
  cancelled: 'cancelled',
  interrupted: 'interrupted',
  budget: 'stopped at its budget',
  skipped: 'skipped',
};

/** The colours are those of VS Code's own test results, so that every theme has them, high contrast included. */
export const stateIcons: Readonly<Record<ShownState, LineIcon>> = {
  never: { name: 'circle-outline' },
  waiting: { name: 'circle-outline' },
  running: { name: 'sync~spin' },
  completed: { name: 'pass', color: 'testing.iconPassed' },
  failed: { name: 'error', color: 'testing.iconFailed' },
  cancelled: { name: 'circle-slash', color: 'testing.iconSkipped' },
  interrupted: { name: 'debug-disconnect', color: 'list.warningForeground' },
  budget: { name: 'warning', color: 'list.warningForeground' },
  skipped: { name: 'debug-step-over', color: 'testing.iconSkipped' },
};

/** A run that is said to go on, but not by this window, was ended with the window that ran it. */
export function stateOfRun({ status }: Pick<RunRow, 'status'>, goesOnHere: boolean): ShownState {
  return status === 'running' && !goesOnHere ? 'interrupted' : status;
}

export function stateOfTable({ outcome }: TableRunState): ShownState {
  return outcome?.status ?? 'running';
}
