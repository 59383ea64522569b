import { type EdgeChange, type NodeChange, applyEdgeChanges, applyNodeChanges } from '@xyflow/react';
import { nodeOf } from '../state/document';
import { edits } from '../state/edits';
import { remember } from '../vscodeApi';
import type { Card } from './elements';
import { graph } from './graph';

/**
 * The one place that takes React Flow's changes. They stay in the page, but for positions: those become one `move` edit
 * when the drag ends or the arrow keys rest.
 */
export function nodesChanged(changes: NodeChange<Card>[]): void {
  const { cards, edges } = graph.get();
  graph.set({ cards: applyNodeChanges(changes, cards), edges });
  if (changes.some((change) => change.type === 'select')) rememberSelection();
  noteMoves(changes);
}

export function edgesChanged(changes: EdgeChange[]): void {
  const { cards, edges } = graph.get();
  graph.set({ cards, edges: applyEdgeChanges(changes, edges) });
}

function rememberSelection(): void {
  remember({ selection: graph.get().cards.flatMap((card) => (card.selected ? [card.id] : [])) });
}

/** In milliseconds: longer than the gap between repeats of a held key. */
const keysRestAfter = 400;
const moved = new Set<string>();
let resting: ReturnType<typeof setTimeout> | undefined;

function noteMoves(changes: readonly NodeChange<Card>[]): void {
  const moves = changes.filter((change) => change.type === 'position');
  if (moves.length === 0) return;
  for (const { id } of moves) moved.add(id);
  clearTimeout(resting);
  if (!moves.some((move) => move.dragging)) resting = setTimeout(sendMoves, keysRestAfter);
}

/** Nodes that the user has moved and the document does not show there yet. */
export function heldNodes(): Set<string> {
  return new Set([...moved, ...edits.unconfirmedMoves()]);
}

export function sendMoves(): void {
  clearTimeout(resting);
  const positions = graph.get().cards.flatMap(({ id, position }) => {
    if (!moved.has(id)) return [];
    const [x, y] = [Math.round(position.x), Math.round(position.y)];
    const [oldX, oldY] = nodeOf(id)?.position ?? [];
    return x === oldX && y === oldY ? [] : [[id, [x, y] as const] as const];
  });
  moved.clear();
  if (positions.length > 0) edits.send({ kind: 'move', positions: Object.fromEntries(positions) });
}
