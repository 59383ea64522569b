import type { Connection, Edge, FinalConnectionState, OnConnectStart } from '@xyflow/react';
import { showToast } from '../../ui/Toasts';
import { Store } from '../../ui/store';
import { connecting, refusalAt, startConnecting, stopConnecting } from '../state/connecting';
import { edits } from '../state/edits';
import { overlay } from '../state/overlay';

/** Connecting by dragging from a handle, or an edge's end to another node. */

/** The node under the pointer. */
export const hovered = new Store<string | undefined>(undefined);

/** The edge whose end is being dragged: its own node is no place to start anew, and the host judges the drop. */
let isReconnecting = false;

export const connectStarted: OnConnectStart = (event, { nodeId, handleType }) => {
  isReconnecting = event.target instanceof Element && event.target.closest('.react-flow__edgeupdater') !== null;
  if (nodeId === null || handleType === null || isReconnecting) return;
  startConnecting('drag', nodeId, handleType === 'source' ? 'post' : 'pre');
};

export function isAllowed({ source, target }: Connection | Edge): boolean {
  const current = connecting.get();
  return refusalAt(current?.node === source ? target : source, current) === undefined;
}

export function connectEnded(event: MouseEvent | TouchEvent, state: FinalConnectionState): void {
  const current = connecting.get();
  const over = hovered.get() ?? state.toNode?.id;
  stopConnecting();
  if (!current || isReconnecting) return;
  const refusal = over === undefined ? undefined : refusalAt(over, current);
  if (refusal !== undefined) showToast(refusal);
  else if (over === undefined && current.direction === 'post' && event instanceof MouseEvent && isOverPane(event)) {
    overlay.set({ kind: 'add', at: { x: event.clientX, y: event.clientY }, from: current.node });
  }
}

function isOverPane(event: MouseEvent): boolean {
  return event.target instanceof Element && event.target.classList.contains('react-flow__pane');
}

export function reconnected(old: Edge, { source, target }: Connection): void {
  if (source === old.source && target === old.target) return;
  edits.send({ kind: 'reconnect', old: { source: old.source, target: old.target }, new: { source, target } });
}

export function nodeEntered(id: string): void {
  hovered.set(id);
}

export function nodeLeft(): void {
  hovered.set(undefined);
}
