import { useReactFlow } from '@xyflow/react';
import { IconButton } from '../../ui/IconButton';
import { useStore } from '../../ui/store';
import { tidyUp } from '../actions';
import { prefersReducedMotion } from '../focus';
import { wholeWorkflow } from '../graph/fit';
import { post } from '../vscodeApi';
import { panel, setPanel } from '../panel/panelState';
import { usePermissions } from '../state/document';
import { closeOverlay, overlay } from '../state/overlay';
import { AddMenu } from './AddMenu';
import { ProblemsButton } from './ProblemsButton';
import { RunButton } from './RunButton';
import { RunProgress } from './RunProgress';

export function Toolbar() {
  const { edit, structure } = usePermissions();
  const open = useStore(overlay);
  const { open: panelOpen } = useStore(panel);
  const { fitView } = useReactFlow();
  const adding = open?.kind === 'add' && !open.at;

  return (
    <div className="toolbar" role="toolbar" aria-label="Workflow">
      <RunButton />
      <span className="anchor">
        <IconButton
          icon="add"
          label="Add node"
          title="Add a node (A)"
          expanded={adding}
          disabled={!structure}
          onClick={() => (adding ? closeOverlay() : overlay.set({ kind: 'add' }))}
        >
          <span className="wide-only">Add node</span>
        </IconButton>
        {adding && <AddMenu />}
      </span>
      <span className="separator" />
      <IconButton icon="type-hierarchy" label="Tidy" title="Tidy: lay the workflow out afresh" disabled={!edit} onClick={tidyUp} />
      <IconButton
        icon="screen-full"
        label="Fit view"
        onClick={() => void fitView({ ...wholeWorkflow, duration: prefersReducedMotion() ? 0 : 200 })}
      />
      <span className="spacer" />
      <RunProgress />
      <ProblemsButton />
      <IconButton icon="go-to-file" label="Open as text" onClick={() => post({ type: 'open-text' })} />
      <IconButton
        icon={panelOpen ? 'layout-sidebar-right' : 'layout-sidebar-right-off'}
        label="Execution results"
        pressed={panelOpen}
        onClick={() => setPanel({ open: !panelOpen })}
      />
    </div>
  );
}
