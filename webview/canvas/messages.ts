import type { CanvasView, ToCanvas } from '../../src/shared/protocol';
import { showToast } from '../ui/Toasts';
import { heldNodes } from './graph/changes';
import { showDocument } from './graph/graph';
import { onMessage, post } from './vscodeApi';
import { setPanel } from './panel/panelState';
import { refusalsArrived } from './state/connecting';
import { processCheckArrived } from './process/check';
import { providers, view, workflows } from './state/document';
import { edits } from './state/edits';
import { revealed } from './state/reveal';
import type { RunEvent } from './state/nodeRun';
import { runEvents } from './state/runs';
import { tableRunArrived } from './state/tableRun';
import { sayTableEdit } from './table/spokenEdit';

/** Begins the conversation with the host. */
export function listen(): void {
  onMessage(handle);
  post({ type: 'ready' });
}

function handle(message: ToCanvas): void {
  switch (message.type) {
    case 'document':
      return documentArrived(message.epoch, message.view);
    case 'providers':
      return providers.set(message.providers);
    case 'run-events':
      return runEventsArrived(message.events);
    case 'table-run':
      return tableRunArrived(message);
    case 'connection-options':
      return refusalsArrived(message.node, message.refusals);
    case 'process-check':
      return processCheckArrived(message);
    case 'workflows':
      return workflows.set(message.paths);
    case 'refused':
      return showToast(message.message);
    case 'reveal':
      return revealed.set({ node: message.node });
  }
}

function runEventsArrived(events: readonly RunEvent[]): void {
  runEvents.add(events);
  // A run that had ended before the page opened leaves the panel as the user left it.
  const starts = events.some(({ event }) => event === 'run-started') && !events.some(({ event }) => event === 'run-ended');
  if (starts) setPanel({ open: true });
}

function documentArrived(epoch: number, next: CanvasView): void {
  const before = new Set(view.get()?.nodes.map((node) => node.id));
  const answered = edits.documentArrived(epoch);
  view.set(next);
  showDocument(next, heldNodes());
  if (answered) sayTableEdit(answered, next.table);
  if (answered?.kind !== 'add-node') return;
  const added = next.nodes.find((node) => !before.has(node.id));
  if (added) revealed.set({ node: added.id, stay: true });
}
