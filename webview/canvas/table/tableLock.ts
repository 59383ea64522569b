import { useSelected, useStore } from '../../ui/store';
import { isGoingOn } from '../../ui/tableRun/words';
import { view } from '../state/document';
import { tableRun } from '../state/tableRun';

/** Why source and processes cannot be changed now; undefined where they can. */
export function useTableLock(): string | undefined {
  const editable = useSelected(view, (current) => (current?.state === 'ok' ? current.editable : 'The text cannot be read. Mend it first.'));
  const isRunning = isGoingOn(useStore(tableRun)?.run);
  if (editable !== true) return editable;
  return isRunning ? 'The table is running: source and processes are locked until the run ends.' : undefined;
}
