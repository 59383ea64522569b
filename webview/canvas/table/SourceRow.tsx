import { Icon } from '../../ui/Icon';
import { IconButton } from '../../ui/IconButton';
import { useSelected, useStore } from '../../ui/store';
import { ProgressBar } from '../../ui/tableRun/ProgressBar';
import { isGoingOn } from '../../ui/tableRun/words';
import { ProblemBadge } from '../nodes/ProblemBadge';
import { view } from '../state/document';
import { tableRun } from '../state/tableRun';
import { post } from '../vscodeApi';
import { ProblemSentences } from './ProblemSentences';
import { useTableProblems } from './problems';
import { useTableLock } from './tableLock';

/** Where the rows come from. */
export function SourceRow({ source }: { readonly source: string | undefined }) {
  const problems = useTableProblems(({ part, process }) => part !== undefined && process === undefined);
  const runnable = useSelected(view, (current) => current?.runnable === true);
  const run = useStore(tableRun)?.run;
  const isRunning = isGoingOn(run);
  const lock = useTableLock();
  return (
    <li className="table-row type-input">
      <span className="table-icon">
        <Icon name="database" />
      </span>
      <div className="table-about">
        <div className="table-title">
          {source === undefined ? (
            <span className="muted">No source</span>
          ) : (
            <button type="button" className="table-name link-button" title="Show the rows that have been read from it" onClick={() => post({ type: 'show-tables', view: 'source' })}>
              {source}
            </button>
          )}
          <ProblemBadge problems={problems} />
          <span className="table-kind">Source</span>
        </div>
        <ProblemSentences problems={problems} />
      </div>
      <div className="table-progress">{run?.state === 'pulling' && <ProgressBar label="Reading the source" progress={undefined} isRunning />}</div>
      <div className="table-actions">
        <IconButton
          icon="folder-opened"
          label="Choose source…"
          title={lock ?? 'Choose source…: a file, or a connection'}
          disabled={lock !== undefined}
          onClick={() => post({ type: 'choose-source' })}
        />
        {source !== undefined && (
          <IconButton
            icon="cloud-download"
            label="Pull source"
            title="Pull: read new and changed rows from the source"
            disabled={!runnable || isRunning}
            onClick={() => post({ type: 'pull-source' })}
          />
        )}
        <IconButton icon="go-to-file" label="Open the source in the text" onClick={() => post({ type: 'open-text', field: 'source' })} />
      </div>
    </li>
  );
}
