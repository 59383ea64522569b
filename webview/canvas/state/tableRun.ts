import type { ToCanvas } from '../../../src/shared/protocol';
import { Store, useStore } from '../../ui/store';
import { isGoingOn, type RowCounts } from '../../ui/tableRun/words';

type TableRun = Omit<Extract<ToCanvas, { type: 'table-run' }>, 'type'>;

/** The workflow's table run that goes on, or its last one in this window; undefined until there is one. */
export const tableRun = new Store<TableRun | undefined>(undefined);

export function tableRunArrived({ run, processes, ended }: TableRun): void {
  tableRun.set({ run, processes, ended });
}

/** What a run makes of one of its processes. `stopped`: the run ended before it was through. */
export type ProcessRun =
  | { readonly status: 'waiting' }
  | { readonly status: 'running' | 'stopped' | 'ended'; readonly progress: RowCounts & { readonly total: number } };

/** Undefined: the process is not in the run, or the run ended before it came to it. */
export function useProcessRun(name: string): ProcessRun | undefined {
  const current = useStore(tableRun);
  return current && processRun(name, current);
}

function processRun(name: string, { run, processes, ended }: TableRun): ProcessRun | undefined {
  const counts = ended.find(({ process }) => process === name);
  if (run.progress?.process === name) {
    // Of a process that is through, `ended` tells no total: it may have been stopped on its way.
    const status = isGoingOn(run) ? 'running' : run.progress.left > 0 ? 'stopped' : 'ended';
    return { status, progress: run.progress };
  }
  if (counts) return { status: 'ended', progress: { ...counts, total: counts.completed + counts.failed + counts.skipped } };
  return processes.includes(name) && isGoingOn(run) ? { status: 'waiting' } : undefined;
}
