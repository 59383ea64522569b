import { ReactFlowProvider } from '@xyflow/react';
import { useEffect } from 'react';
import { Toasts } from '../ui/Toasts';
import { useStore } from '../ui/store';
import { EmptyState } from './EmptyState';
import { Graph } from './Graph';
import { StateBanners } from './StateBanners';
import { ConnectList } from './connect/ConnectList';
import { handleKey } from './keyboard';
import { ResultsPanel } from './panel/ResultsPanel';
import { EditNode } from './popup/EditNode';
import { EditProcess } from './process/EditProcess';
import { WorkflowSettings } from './settings/WorkflowSettings';
import { isOnlyTable, view } from './state/document';
import { overlay } from './state/overlay';
import { TableMain } from './table/TableMain';
import { TablePanel } from './table/TablePanel';
import { Toolbar } from './toolbar/Toolbar';

export function App() {
  const current = useStore(view);
  const open = useStore(overlay);

  useEffect(() => {
    document.addEventListener('keydown', handleKey);
    return () => document.removeEventListener('keydown', handleKey);
  }, []);

  if (!current) return <div className="loading" role="status" aria-label="Loading the workflow" />;
  if (current.state === 'empty') {
    return (
      <>
        <EmptyState />
        <Toasts />
      </>
    );
  }
  const { name, table } = current;
  return (
    <ReactFlowProvider>
      <Toolbar />
      <StateBanners />
      {table && isOnlyTable(current) ? (
        <TableMain name={name} table={table} />
      ) : (
        <main className="work" aria-label={name}>
          <Graph />
          <ResultsPanel />
        </main>
      )}
      {table && !isOnlyTable(current) && <TablePanel table={table} />}
      {open?.kind === 'edit' && <EditNode id={open.node} />}
      {open?.kind === 'process' && <EditProcess name={open.process} />}
      {open?.kind === 'settings' && <WorkflowSettings />}
      {open?.kind === 'connect' && <ConnectList />}
      <Toasts />
    </ReactFlowProvider>
  );
}
