import type { CanvasNode, CanvasView, ProviderInfo } from '../../../src/shared/protocol';
import { Store, useStore } from '../../ui/store';
import { runSummary } from './runs';

/** The last document that the host sent; undefined until the first. */
export const view = new Store<CanvasView | undefined>(undefined);
export const providers = new Store<readonly ProviderInfo[]>([]);

export function nodeOf(id: string): CanvasNode | undefined {
  return view.get()?.nodes.find((node) => node.id === id);
}

/** A workflow that has a table and no graph. */
export function isOnlyTable(current: CanvasView | undefined): boolean {
  return current?.table !== undefined && current.nodes.length === 0;
}

export interface Permissions {
  /** Fields and positions. */
  readonly edit: boolean;
  /** Nodes, connections and ids: locked while the workflow runs. */
  readonly structure: boolean;
}

function permissions(current: CanvasView | undefined, running: boolean): Permissions {
  const edit = current?.state === 'ok' && current.editable === true;
  return { edit, structure: edit && !running };
}

export function permissionsNow(): Permissions {
  return permissions(view.get(), runSummary.get().status === 'running');
}

export function usePermissions(): Permissions {
  return permissions(useStore(view), useStore(runSummary).status === 'running');
}
