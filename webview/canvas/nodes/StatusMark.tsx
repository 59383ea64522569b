import { Icon } from '../../ui/Icon';
import type { NodeRun } from '../state/nodeRun';
import { useNodeStatus } from '../state/runs';

interface Look {
  readonly icon: string;
  readonly label: string;
}

const looks: Record<NodeRun['status'], Look> = {
  waiting: { icon: 'clock', label: 'Waiting' },
  running: { icon: 'loading', label: 'Running' },
  completed: { icon: 'pass-filled', label: 'Completed' },
  failed: { icon: 'error', label: 'Failed' },
  skipped: { icon: 'debug-step-over', label: 'Skipped' },
};

export function StatusLabel({ status }: { readonly status: NodeRun['status'] }) {
  return (
    <span className={`status status-${status}`}>
      <Icon name={looks[status].icon} spin={status === 'running'} />
      {looks[status].label}
    </span>
  );
}

/** The node's state in the last run; until it has been in one, the words in `otherwise`. */
export function StatusMark({ id, otherwise }: { readonly id: string; readonly otherwise?: string }) {
  const status = useNodeStatus(id);
  if (status) return <StatusLabel status={status} />;
  return otherwise === undefined ? null : <span className="card-type">{otherwise}</span>;
}
