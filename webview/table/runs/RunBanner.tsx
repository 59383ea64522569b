import type { TableRunState } from '../../../src/shared/tableRun';
import { Icon } from '../../ui/Icon';
import { IconButton } from '../../ui/IconButton';
import { Parts } from '../../ui/tableRun/Parts';
import { ProgressBar } from '../../ui/tableRun/ProgressBar';
import { RunFigures } from '../../ui/tableRun/RunFigures';
import { SpokenRun } from '../../ui/tableRun/SpokenRun';
import { endingIcons, progressParts, stageOf } from '../../ui/tableRun/words';
import { callOrTell } from '../calls';
import { type WorkflowRun, dismissRun } from '../state/runs';
import './runBanner.css';

/** How a run goes; once it has ended, how it went, until the user has seen it. `isOnly`: no other workflow can be meant. */
export function RunBanner({ path, name, run, isOnly }: WorkflowRun & { readonly isOnly: boolean }) {
  const { outcome } = run;
  return (
    <section className={`run-banner ${outcome ? `ended-${outcome.status}` : ''}`} aria-label={`Table run of ${name}`}>
      <SpokenRun run={run} />
      <Icon name={outcome ? endingIcons[outcome.status] : 'loading'} spin={!outcome} />
      <span className="run-banner-text">
        {!isOnly && (
          <span className="run-banner-name" title={path}>
            {name}
          </span>
        )}
        <span>{stageOf(run)}</span>
      </span>
      {outcome ? (
        <IconButton icon="close" label="Dismiss" onClick={() => dismissRun(path)} />
      ) : (
        <>
          <Progress run={run} name={name} />
          <vscode-button secondary onClick={() => callOrTell('cancel-table', { path })}>
            Cancel
          </vscode-button>
        </>
      )}
    </section>
  );
}

function Progress({ run: { progress }, name }: { readonly run: TableRunState; readonly name: string }) {
  return (
    <>
      <ProgressBar label={`Progress of ${progress?.process ?? name}`} progress={progress} isRunning />
      {progress && (
        <span className="run-banner-figures">
          <span>
            <Parts parts={progressParts(progress)} />
          </span>
          <RunFigures progress={progress} />
        </span>
      )}
    </>
  );
}
