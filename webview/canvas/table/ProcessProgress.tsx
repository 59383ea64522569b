import { Icon } from '../../ui/Icon';
import { Parts } from '../../ui/tableRun/Parts';
import { ProgressBar } from '../../ui/tableRun/ProgressBar';
import { countsParts, progressParts } from '../../ui/tableRun/words';
import { useProcessRun } from '../state/tableRun';

/** How far the present or last run is, or was, with a process. */
export function ProcessProgress({ name }: { readonly name: string }) {
  const run = useProcessRun(name);
  if (!run) return null;
  if (run.status === 'waiting') {
    return (
      <span className="process-state">
        <Icon name="clock" /> Waiting
      </span>
    );
  }
  const { status, progress } = run;
  return (
    <>
      <ProgressBar label={`Progress of ${name}`} progress={progress} isRunning={status === 'running'} />
      <span className="process-state">
        <Parts parts={status === 'ended' ? countsParts(progress) : progressParts(progress)} />
      </span>
    </>
  );
}
