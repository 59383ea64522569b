import { IconButton } from '../../ui/IconButton';
import { useSelected, useStore } from '../../ui/store';
import { post } from '../vscodeApi';
import { panel, setPanel } from '../panel/panelState';
import { isOnlyTable, usePermissions, view } from '../state/document';
import { closeOverlay, overlay } from '../state/overlay';
import { AddProcess } from '../table/AddProcess';
import { TableActions } from '../table/TableActions';
import { AddMenu } from './AddMenu';
import { LayoutButtons } from './LayoutButtons';
import { ProblemsButton } from './ProblemsButton';
import { RunButton } from './RunButton';
import { RunProgress } from './RunProgress';

export function Toolbar() {
  const { structure } = usePermissions();
  const open = useStore(overlay);
  const { open: panelOpen } = useStore(panel);
  const hasGraph = !useSelected(view, isOnlyTable);
  const hasTable = useSelected(view, (current) => current?.table !== undefined);
  const adding = open?.kind === 'add' && !open.at;

  return (
    <div className="toolbar" role="toolbar" aria-label="Workflow">
      {hasGraph ? (
        <RunButton />
      ) : (
        <>
          <TableActions prominent />
          <span className="separator" />
        </>
      )}
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
      {!hasTable && <AddProcess className="wide-only" />}
      {hasGraph && (
        <>
          <span className="separator" />
          <LayoutButtons />
        </>
      )}
      <span className="spacer" />
      {hasGraph && <RunProgress />}
      <ProblemsButton />
      <IconButton icon="settings-gear" label="Workflow settings" onClick={() => overlay.set({ kind: 'settings' })} />
      <IconButton icon="go-to-file" label="Open as text" onClick={() => post({ type: 'open-text' })} />
      {hasGraph && (
        <IconButton
          icon={panelOpen ? 'layout-sidebar-right' : 'layout-sidebar-right-off'}
          label="Execution results"
          pressed={panelOpen}
          onClick={() => setPanel({ open: !panelOpen })}
        />
      )}
    </div>
  );
}
