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
import { view } from './state/document';
import { overlay } from './state/overlay';
import { Toolbar } from './toolbar/Toolbar';

export function App() {
  const { state, name } = useStore(view) ?? {};
  const open = useStore(overlay);

  useEffect(() => {
    document.addEventListener('keydown', handleKey);
    return () => document.removeEventListener('keydown', handleKey);
  }, []);

  if (state === undefined) return <div className="loading" role="status" aria-label="Loading the workflow" />;
  if (state === 'empty') {
    return (
      <>
        <EmptyState />
        <Toasts />
      </>
    );
  }
  return (
    <ReactFlowProvider>
      <Toolbar />
      <StateBanners />
      <main className="work" aria-label={name}>
        <Graph />
        <ResultsPanel />
      </main>
      {open?.kind === 'edit' && <EditNode id={open.node} />}
      {open?.kind === 'connect' && <ConnectList />}
      <Toasts />
    </ReactFlowProvider>
  );
}
