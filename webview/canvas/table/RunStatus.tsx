import { Icon } from '../../ui/Icon';
import { useStore } from '../../ui/store';
import { RunFigures } from '../../ui/tableRun/RunFigures';
import { endingIcons, isGoingOn, stageOf } from '../../ui/tableRun/words';
import { tableRun } from '../state/tableRun';

/** What the run is at, or how the last one went. */
export function RunStatus() {
  const run = useStore(tableRun)?.run;
  if (!run) return null;
  const { progress, outcome } = run;
  return (
    <div className={`run-status ${outcome ? `ended-${outcome.status}` : ''}`}>
      <Icon name={outcome ? endingIcons[outcome.status] : 'loading'} spin={!outcome} />
      <span className="run-stage">{stageOf(run)}</span>
      {progress && isGoingOn(run) && <RunFigures progress={progress} />}
    </div>
  );
}
