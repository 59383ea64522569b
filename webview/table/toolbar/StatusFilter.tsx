import type { TableStatus } from '../../../src/shared/tableProtocol';
import { isStatus } from '../StatusChip';
import { change } from '../state/table';

const statuses: TableStatus[] = ['Pending', 'Running', 'Completed', 'Failed'];

export function StatusFilter({ status }: { readonly status: TableStatus | undefined }) {
  return (
    <select
      aria-label="Status"
      value={status ?? ''}
      onChange={({ target }) => change({ status: isStatus(target.value) ? target.value : undefined })}
    >
      <option value="">Any status</option>
      {statuses.map((known) => (
        <option key={known} value={known}>
          {known}
        </option>
      ))}
    </select>
  );
}
