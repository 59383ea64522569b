import { Store, useSelected } from '../../ui/store';
import { post } from '../vscodeApi';

/** A connection that the user is making, by dragging or from the list. */
export interface Connecting {
  readonly by: 'drag' | 'list';
  readonly node: string;
  /** `post`: `node` is to become the pre-node. */
  readonly direction: 'pre' | 'post';
  /** For each node that cannot be connected, why. Absent until the host has answered. */
  readonly refusals?: Readonly<Record<string, string>>;
}

export const connecting = new Store<Connecting | undefined>(undefined);

export function startConnecting(
  by: Connecting['by'],
  node: string,
  direction: Connecting['direction'],
  replacing?: { source: string; target: string },
): void {
  connecting.set({ by, node, direction });
  post({ type: 'connection-options', node, direction, ...(replacing && { replacing }) });
}

export function stopConnecting(): void {
  connecting.set(undefined);
}

export function refusalsArrived(node: string, refusals: Readonly<Record<string, string>>): void {
  const current = connecting.get();
  if (current?.node === node) connecting.set({ ...current, refusals });
}

/** Why the connection that is being dragged cannot end at this node. */
export function refusalAt(id: string, current: Connecting | undefined): string | undefined {
  return current?.by === 'drag' && current.node !== id ? current.refusals?.[id] : undefined;
}

export function useIsRefused(id: string): boolean {
  return useSelected(connecting, (current) => refusalAt(id, current) !== undefined);
}
