import { useStore } from '../../ui/store';
import { type RunSummary, runSummary } from '../state/runs';

/** Progress in words, spoken as it changes. */
export function RunProgress() {
  const summary = useStore(runSummary);
  return (
    <span className={`run-progress run-${summary.status}`} role="status" aria-live="polite">
      {inWords(summary)}
    </span>
  );
}

function inWords({ status, nodes, ended }: RunSummary): string {
  switch (status) {
    case 'idle':
      return '';
    case 'running':
      return `Running: ${ended} of ${nodes.length} nodes done`;
    case 'completed':
      return 'Run completed';
    case 'failed':
      return 'Run failed';
    case 'cancelled':
      return 'Run cancelled';
  }
}
