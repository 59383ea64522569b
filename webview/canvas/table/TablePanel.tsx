import type { CanvasTable } from '../../../src/shared/protocol';
import { Icon } from '../../ui/Icon';
import { useStore } from '../../ui/store';
import { counted, number } from '../../ui/amounts';
import { isGoingOn, stageOf } from '../../ui/tableRun/words';
import { tableRun } from '../state/tableRun';
import { TableActions } from './TableActions';
import { TableList } from './TableList';
import { tablePanel, toggleTablePanel } from './tablePanelState';

/** The table half of a workflow that has a graph as well, below the canvas. */
export function TablePanel({ table }: { readonly table: CanvasTable }) {
  const { open } = useStore(tablePanel);
  return (
    <section className="table-panel" aria-label="Table">
      <header className="table-header">
        <button type="button" className="table-toggle" aria-expanded={open} onClick={toggleTablePanel}>
          <Icon name={open ? 'chevron-down' : 'chevron-right'} />
          <h2>Table</h2>
        </button>
        <span className="table-summary">
          <Summary table={table} isOpen={open} />
        </span>
        <TableActions />
      </header>
      {open && <TableList table={table} />}
    </section>
  );
}

/** While the panel is closed, the run in a few words. */
function Summary({ table: { source, processes }, isOpen }: { readonly table: CanvasTable; readonly isOpen: boolean }) {
  const run = useStore(tableRun)?.run;
  if (run && !isOpen) return `${stageOf(run)}${isGoingOn(run) && run.progress ? `, ${number(run.progress.left)} left` : ''}`;
  return `${source ?? 'No source'}, ${counted(processes.length, 'process', 'processes')}`;
}
