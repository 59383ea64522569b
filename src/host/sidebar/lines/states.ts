import type { RunRow } from '../../../core/store/records';
import type { TableRunState } from '../../../shared/tableRun';
import type { RunPlace } from '../../history/runPlaces';
import type { LineIcon } from './line';

/** A run as the history has it, and where it goes on, if it does. */
export interface ShownRun {
  readonly run: RunRow;
  readonly place: RunPlace;
  /** Of a table run that goes on in this window. */
  readonly live?: TableRunState;
}

/** How it stands with a run, or with a part of one. */
export type ShownState = 'never' | 'waiting' | 'running' | 'completed' | 'failed' | 'cancelled' | 'interrupted' | 'unclear' | 'budget' | 'skipped';

export const stateWords: Readonly<Record<ShownState, string>> = {
  never: 'not run yet',
  waiting: 'waiting',
  running: 'running',
  completed: 'completed',
  failed: 'failed',
  cancelled: 'cancelled',
  interrupted: 'interrupted',
  unclear: 'running or interrupted',
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
  unclear: { name: 'question', color: 'list.warningForeground' },
  budget: { name: 'warning', color: 'list.warningForeground' },
  skipped: { name: 'debug-step-over', color: 'testing.iconSkipped' },
};

export function stateOfRun({ run: { status }, place }: ShownRun): ShownState {
  return status === 'running' ? goingOn[place] : status;
}

/** A run that is said to go on, and does nowhere, was ended with the process that ran it. */
const goingOn: Readonly<Record<RunPlace, ShownState>> = { here: 'running', elsewhere: 'running', nowhere: 'interrupted', unknown: 'unclear' };

/** Rows that failed are no failure of a table run that got to its last row. */
export function hasFailedRows({ kind, status, error }: RunRow): boolean {
  return kind === 'table' && status === 'failed' && error === null;
}

export function wordOfRun(shown: ShownRun): string {
  return hasFailedRows(shown.run) ? 'ended with failed rows' : stateWords[stateOfRun(shown)];
}
