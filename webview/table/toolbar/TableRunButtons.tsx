import type { TableSubject } from '../../../src/shared/tableProtocol';
import { IconButton } from '../../ui/IconButton';
import { useStore } from '../../ui/store';
import { RunButtons } from '../../ui/tableRun/RunButtons';
import { counted } from '../../ui/amounts';
import { runAgain } from '../actions';
import { callOrTell } from '../calls';
import { countOf } from '../state/ranges';
import { runs, workflowToRun } from '../state/runs';
import { selection } from '../state/selection';
import { catalog } from '../state/table';

/** Runs the table of the workflow in view, and selected rows again. */
export function TableRunButtons({ subject }: { readonly subject: TableSubject }) {
  const tables = useStore(catalog);
  const known = useStore(runs);
  const selected = countOf(useStore(selection));
  if (!tables || subject.view === 'workflows') return null;
  const workflow = workflowToRun(subject, tables);
  return (
    <>
      {workflow && (
        <RunButtons
          run={known.get(workflow.path)?.run}
          runnable
          onRun={(wish) => callOrTell('run-table', { path: workflow.path, ...wish })}
        />
      )}
      <IconButton
        icon="debug-rerun"
        label="Run selected rows again"
        disabled={selected === 0}
        title={selected === 0 ? 'Run selected rows again: select rows by their numbers first' : `Run ${counted(selected, 'selected row')} again`}
        onClick={() => runAgain()}
      />
      <span className="separator" />
    </>
  );
}
