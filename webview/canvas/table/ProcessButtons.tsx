import type { CanvasProcess } from '../../../src/shared/protocol';
import { IconButton } from '../../ui/IconButton';
import { useSelected, useStore } from '../../ui/store';
import { isGoingOn } from '../../ui/tableRun/words';
import { usePermissions, view } from '../state/document';
import { overlay } from '../state/overlay';
import { tableRun } from '../state/tableRun';
import { post } from '../vscodeApi';
import { moveProcess, removeProcess } from './processActions';
import { useTableLock } from './tableLock';

/** What can be done with a process. A button that does nothing now says why. */
export function ProcessButtons({ process }: { readonly process: CanvasProcess }) {
  const { name, holds } = process;
  const runnable = useSelected(view, (current) => current?.runnable === true);
  const isRunning = isGoingOn(useStore(tableRun)?.run);
  const { table } = usePermissions();
  const lock = useTableLock();
  const up = lock ?? holds.up;
  const down = lock ?? holds.down;
  const remove = lock ?? holds.remove;
  return (
    <div className="table-actions">
      <IconButton icon="play" label={`Run ${name}`} title={`Run only “${name}”`} disabled={!runnable || isRunning} onClick={() => post({ type: 'run-table', processes: [name] })} />
      <IconButton icon="edit" label={`Edit ${name}`} title="Edit (Enter)" onClick={() => overlay.set({ kind: 'process', process: name })} />
      <IconButton control="up" icon="arrow-up" label={`Move ${name} up`} title={up ?? 'Move up (Alt+Up)'} disabled={!table || up !== undefined} onClick={() => moveProcess(process, 'up')} />
      <IconButton control="down" icon="arrow-down" label={`Move ${name} down`} title={down ?? 'Move down (Alt+Down)'} disabled={!table || down !== undefined} onClick={() => moveProcess(process, 'down')} />
      <IconButton icon="trash" label={`Remove ${name}`} title={remove ?? 'Remove (Delete)'} disabled={!table || remove !== undefined} onClick={() => removeProcess(process)} />
      <IconButton icon="go-to-file" label={`Open ${name} in the text`} onClick={() => post({ type: 'open-text', process: name })} />
    </div>
  );
}
