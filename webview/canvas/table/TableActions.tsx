import { IconButton } from '../../ui/IconButton';
import { useSelected, useStore } from '../../ui/store';
import { RunButtons } from '../../ui/tableRun/RunButtons';
import { view } from '../state/document';
import { tableRun } from '../state/tableRun';
import { post } from '../vscodeApi';

/** What can be done with the table as a whole. `prominent`: it is what the page is for. */
export function TableActions({ prominent = false }: { readonly prominent?: boolean }) {
  const runnable = useSelected(view, (current) => current?.runnable ?? 'The workflow is still loading.');
  const run = useStore(tableRun)?.run;
  return (
    <>
      <RunButtons
        run={run}
        runnable={runnable}
        prominent={prominent}
        onRun={(wish) => post({ type: 'run-table', ...wish })}
        onCancel={() => post({ type: 'cancel-table' })}
      />
      <IconButton icon="table" label="Show results" title="Show the rows with their results" onClick={() => post({ type: 'show-tables', view: 'results' })}>
        <span className="wide-only">Show results</span>
      </IconButton>
    </>
  );
}
