import type { CanvasNode, CanvasView, ProviderInfo } from '../../../src/shared/protocol';
import { Store, useStore } from '../../ui/store';
import { isGoingOn } from '../../ui/tableRun/words';
import { runSummary } from './runs';
import { tableRun } from './tableRun';

/** The last document that the host sent; undefined until the first. */
export const view = new Store<CanvasView | undefined>(undefined);
export const providers = new Store<readonly ProviderInfo[]>([]);

/** Those that a process can name as its flow, as far as they have been asked for. */
export const workflows = new Store<readonly string[]>([]);

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
  /** Source, processes, and what they read: locked while the table runs. */
  readonly table: boolean;
}

function permissions(current: CanvasView | undefined, running: boolean, tableRunning: boolean): Permissions {
  const edit = current?.state === 'ok' && current.editable === true;
  return { edit, structure: edit && !running, table: edit && !tableRunning };
}

export function permissionsNow(): Permissions {
  return permissions(view.get(), runSummary.get().status === 'running', isGoingOn(tableRun.get()?.run));
}

export function usePermissions(): Permissions {
  return permissions(useStore(view), useStore(runSummary).status === 'running', isGoingOn(useStore(tableRun)?.run));
}
