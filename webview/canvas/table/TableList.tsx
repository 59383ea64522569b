import type { CanvasTable } from '../../../src/shared/protocol';
import { SpokenRun } from '../../ui/tableRun/SpokenRun';
import { useStore } from '../../ui/store';
import { tableRun } from '../state/tableRun';
import { post } from '../vscodeApi';
import { ProcessRow } from './ProcessRow';
import { RunStatus } from './RunStatus';
import { SourceRow } from './SourceRow';
import './table.css';

/** The source and, in the order in which they run, the processes. */
export function TableList({ table: { source, processes } }: { readonly table: CanvasTable }) {
  const run = useStore(tableRun)?.run;
  return (
    <div className="table-list">
      <SpokenRun run={run} />
      <RunStatus />
      <ol aria-label="Source and processes">
        <SourceRow source={source} />
        {processes.map((process, index) => (
          <ProcessRow key={process.name} process={process} place={index + 1} />
        ))}
      </ol>
      {processes.length === 0 && (
        <p className="table-hint">
          There are no processes yet. Add “processes:” with one, such as “sentiment: COLUMN”.{' '}
          <button type="button" className="link-button" onClick={() => post({ type: 'open-text', field: 'source' })}>
            Open as text
          </button>
        </p>
      )}
    </div>
  );
}
