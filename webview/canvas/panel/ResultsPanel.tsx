import { useEffect, useRef } from 'react';
import { IconButton } from '../../ui/IconButton';
import { useSelected, useStore } from '../../ui/store';
import { prefersReducedMotion } from '../focus';
import { graph } from '../graph/graph';
import type { Elements } from '../graph/elements';
import { post } from '../vscodeApi';
import { runSummary } from '../state/runs';
import { Resizer } from './Resizer';
import { SpentLine } from './SpentLine';
import { ResultSection } from './ResultSection';
import { panel, setPanel } from './panelState';
import './panel.css';

/** What each node of the present or last run said, in the order in which they started. */
export function ResultsPanel() {
  const { open, size } = useStore(panel);
  const { status, started, error, spent } = useStore(runSummary);
  const body = useResultInView(useSelected(graph, onlySelected));
  if (!open) return null;
  return (
    <>
      <Resizer size={size} />
      <section className="results" aria-label="Execution results" style={{ flexBasis: size }}>
        <header className="results-header">
          <h2>Execution results</h2>
          <IconButton icon="output" label="Show output channel" onClick={() => post({ type: 'show-output' })} />
          <IconButton icon="close" label="Close execution results" onClick={() => setPanel({ open: false })} />
        </header>
        <div className="results-body" ref={body}>
          {error !== undefined && <p className="result-error">{error}</p>}
          {status === 'idle' && <p className="results-empty">Run the workflow to see here what each node answers.</p>}
          {started.map((id) => (
            <ResultSection key={id} id={id} />
          ))}
        </div>
        <SpentLine spent={spent} what="This run" />
      </section>
    </>
  );
}

function onlySelected({ cards }: Elements): string | undefined {
  const [first, second] = cards.filter((card) => card.selected);
  return second ? undefined : first?.id;
}

/** Scrolls the panel to the result of a node when it is selected alone. */
function useResultInView(id: string | undefined) {
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (id === undefined) return;
    const section = body.current?.querySelector(`[data-node="${CSS.escape(id)}"]`);
    section?.scrollIntoView({ block: 'nearest', behavior: prefersReducedMotion() ? 'instant' : 'smooth' });
  }, [id]);
  return body;
}
