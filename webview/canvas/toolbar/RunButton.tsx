import { IconButton } from '../../ui/IconButton';
import { useSelected } from '../../ui/store';
import { post } from '../vscodeApi';
import { view } from '../state/document';
import { runSummary } from '../state/runs';

/** Runs the workflow, or says why it cannot; while it runs, cancels it. */
export function RunButton() {
  const running = useSelected(runSummary, ({ status }) => status === 'running');
  const runnable = useSelected(view, (current) => current?.runnable ?? 'The workflow is still loading.');
  if (running) {
    return (
      <IconButton icon="debug-stop" label="Cancel" className="primary cancel" title="Cancel the run" onClick={() => post({ type: 'cancel' })}>
        Cancel
      </IconButton>
    );
  }
  return (
    <IconButton
      icon="play"
      label="Run"
      className="primary"
      disabled={runnable !== true}
      title={runnable === true ? 'Run the workflow' : runnable}
      onClick={() => post({ type: 'run' })}
    >
      Run
    </IconButton>
  );
}
