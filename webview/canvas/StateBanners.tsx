import { Banner } from '../ui/Banner';
import { useSelected, useStore } from '../ui/store';
import { isGoingOn } from '../ui/tableRun/words';
import { post } from './vscodeApi';
import { view } from './state/document';
import { runSummary } from './state/runs';
import { tableRun } from './state/tableRun';

/** Why something cannot be done at present, above the canvas. */
export function StateBanners() {
  const current = useStore(view);
  const running = useSelected(runSummary, ({ status }) => status === 'running');
  const tableRunning = useSelected(tableRun, (table) => isGoingOn(table?.run));
  if (!current) return null;
  const line = current.problems.find((problem) => problem.rule === 'document/syntax')?.line;
  return (
    <>
      {current.state === 'broken' && (
        <Banner kind="error" icon="error">
          <span>{line === undefined ? 'The text has a syntax error.' : `The text has a syntax error at line ${line}.`} The canvas shows the last text that could be read.</span>
          <vscode-button secondary onClick={() => post({ type: 'open-text', line })}>
            Open Text
          </vscode-button>
        </Banner>
      )}
      {current.state === 'ok' && current.editable !== true && (
        <Banner kind="info" icon="lock">
          <span>{current.editable}</span>
        </Banner>
      )}
      {current.runnable !== true && (
        <Banner kind="info" icon="shield">
          <span>{current.runnable}</span>
          <vscode-button secondary onClick={() => post({ type: 'manage-trust' })}>
            Manage Workspace Trust
          </vscode-button>
        </Banner>
      )}
      {tableRunning && (
        <Banner kind="info" icon="lock">
          <span>The table is running: source and processes are locked until the run ends.</span>
        </Banner>
      )}
      {running && (
        <Banner kind="info" icon="lock">
          <span>Running: connections are locked until the run ends.</span>
        </Banner>
      )}
    </>
  );
}
