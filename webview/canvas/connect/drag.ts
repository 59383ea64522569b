import type { Connection, Edge, FinalConnectionState, OnConnectStart } from '@xyflow/react';
import { showToast } from '../../ui/Toasts';
import { Store } from '../../ui/store';
import { connecting, refusalAt, startConnecting, stopConnecting } from '../state/connecting';
import { edits } from '../state/edits';
import { overlay } from '../state/overlay';

/** Connecting by dragging from a handle, or an edge's end to another node. */

/** The node under the pointer. */
export const hovered = new Store<string | undefined>(undefined);

/** The edge whose end is being dragged; React Flow names it just before it says that a connection has started. */
let replaced: { source: string; target: string } | undefined;

export function reconnectStarted(_event: unknown, { source, target }: Edge): void {
  replaced = { source, target };
}

export const connectStarted: OnConnectStart = (_event, { nodeId, handleType }) => {
  if (nodeId === null || handleType === null) return;
  startConnecting('drag', nodeId, handleType === 'source' ? 'post' : 'pre', replaced);
};

export function isAllowed({ source, target }: Connection | Edge): boolean {
  const current = connecting.get();
  return refusalAt(current?.node === source ? target : source, current) === undefined;
}

export function connectEnded(event: MouseEvent | TouchEvent, state: FinalConnectionState): void {
  const current = connecting.get();
  const over = hovered.get() ?? state.toNode?.id;
  const isReconnecting = replaced !== undefined;
  replaced = undefined;
  stopConnecting();
  if (!current) return;
  const refusal = over === undefined ? undefined : refusalAt(over, current);
  if (refusal !== undefined) showToast(refusal);
  else if (!isReconnecting && over === undefined && current.direction === 'post' && event instanceof MouseEvent && isOverPane(event)) {
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
