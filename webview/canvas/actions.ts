import type { XYPosition } from '@xyflow/react';
import type { CanvasNode } from '../../src/shared/protocol';
import { showToast } from '../ui/Toasts';
import { hasSource } from './graph/card';
import { graph } from './graph/graph';
import { freePlace, tidy } from './graph/layout';
import { startConnecting } from './state/connecting';
import { nodeOf, permissionsNow, view } from './state/document';
import { edits } from './state/edits';
import { overlay } from './state/overlay';

/** What the user can do to the document from several places of the page. Each is one edit. */

export function addNode(type: CanvasNode['type'], wanted: XYPosition, from?: string): void {
  if (!permissionsNow().structure) return;
  const { x, y } = freePlace(wanted, graph.get().cards.map((card) => card.position));
  edits.send({ kind: 'add-node', type, position: [x, y], ...(from === undefined ? {} : { from }) });
}

export function connect(source: string, target: string): void {
  edits.send({ kind: 'connect', source, target });
}

/** Opens the list of nodes to connect to; `backwards`, or where the node has no other side, of those to connect from. */
export function chooseConnection(node: string, backwards = false): void {
  const type = nodeOf(node)?.type;
  if (!type) return;
  const direction = !hasSource(type) || (backwards && type !== 'input') ? 'pre' : 'post';
  startConnecting('list', node, direction);
  overlay.set({ kind: 'connect' });
}

/** Deletes what is selected, but for nodes that must stay: for those it says why. */
export function deleteSelection(): void {
  if (!permissionsNow().structure) return;
  const { cards, edges } = graph.get();
  const nodes: string[] = [];
  for (const { id } of cards.filter((card) => card.selected)) {
    const keep = nodeOf(id)?.keep;
    if (keep === undefined) nodes.push(id);
    else showToast(keep);
  }
  const connections = edges.filter((edge) => edge.selected).map(({ source, target }) => ({ source, target }));
  if (nodes.length + connections.length > 0) edits.send({ kind: 'delete', nodes, connections });
}

/** Lays the whole workflow out afresh. */
export function tidyUp(): void {
  const current = view.get();
  if (!current || !permissionsNow().edit) return;
  const positions = [...tidy(current)].map(([id, { x, y }]) => [id, [x, y] as const] as const);
  if (positions.length > 0) edits.send({ kind: 'move', positions: Object.fromEntries(positions) });
}
