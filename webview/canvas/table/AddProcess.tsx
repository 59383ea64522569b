import { IconButton } from '../../ui/IconButton';
import { overlay } from '../state/overlay';
import { useTableLock } from './tableLock';

export function AddProcess({ className = '' }: { readonly className?: string }) {
  const lock = useTableLock();
  return (
    <IconButton
      icon="add"
      className={className}
      label="Add process"
      title={lock ?? 'Add a process: something to ask about every row'}
      disabled={lock !== undefined}
      onClick={() => overlay.set({ kind: 'process' })}
    >
      Add process
    </IconButton>
  );
}
