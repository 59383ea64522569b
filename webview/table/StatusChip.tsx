import type { TableStatus } from '../../src/shared/tableProtocol';
import { Icon } from '../ui/Icon';

const icons: Record<TableStatus, string> = { Pending: 'clock', Running: 'loading', Completed: 'pass-filled', Failed: 'error' };

/** `quiet`: the word is for screen readers only, beside a text that says as much. */
export function StatusChip({ status, quiet = false }: { readonly status: TableStatus; readonly quiet?: boolean }) {
  return (
    <span className={`chip chip-${status.toLowerCase()}`} title={quiet ? status : undefined}>
      <Icon name={icons[status]} spin={status === 'Running'} />
      <span className={quiet ? 'hidden-text' : undefined}>{status}</span>
    </span>
  );
}

export function isStatus(text: string): text is TableStatus {
  return Object.hasOwn(icons, text);
}
