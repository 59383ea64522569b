import { Graph, type GraphLabel, type NodeLabel, layout } from '@dagrejs/dagre';
import type { XYPosition } from '@xyflow/react';
import type { CanvasView } from '../../../src/shared/protocol';
import { cardSize } from './card';

type GraphOf = Pick<CanvasView, 'nodes' | 'connections'>;
type Places = ReadonlyMap<string, XYPosition>;

/** From left to right along the connections; top left corners, in pixels at zoom 1. */
export function tidy({ nodes, connections }: GraphOf): Places {
  const graph = new Graph<GraphLabel, NodeLabel, object>();
  graph.setGraph({ rankdir: 'LR', nodesep: 36, ranksep: 80, ranker: 'longest-path' });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id } of nodes) graph.setNode(id, { ...cardSize });
  for (const { source, target } of connections) {
    if (graph.hasNode(source) && graph.hasNode(target)) graph.setEdge(source, target);
  }
  layout(graph);
  return new Map(
    nodes.map(({ id }) => {
      const { x = 0, y = 0 } = graph.node(id);
      return [id, { x: Math.round(x - cardSize.width / 2), y: Math.round(y - cardSize.height / 2) }];
    }),
  );
}

/**
 * A place for every node: the document's; else, where some nodes have one, the place that the page gave before; else the
 * layout's, shifted to where the user has moved the rest.
 */
export function placeNodes(view: GraphOf, before: Places): Places {
  const fixed = new Map(view.nodes.flatMap(({ id, position }) => (position ? [[id, { x: position[0], y: position[1] }]] : [])));
  if (fixed.size === view.nodes.length) return fixed;
  const auto = tidy(view);
  if (fixed.size === 0) return auto;
  const shift = medianShift(auto, fixed);
  const places = new Map<string, XYPosition>(fixed);
  for (const [id, { x, y }] of auto) {
    if (!fixed.has(id)) places.set(id, before.get(id) ?? freePlace({ x: x + shift.x, y: y + shift.y }, places.values()));
  }
  return places;
}

/** Nodes that were never moved count as not shifted: moving one of many must not drag the others along. */
function medianShift(auto: Places, fixed: Places): XYPosition {
  const shifts = [...auto].map(([id, { x, y }]) => {
    const place = fixed.get(id);
    return place ? { x: place.x - x, y: place.y - y } : { x: 0, y: 0 };
  });
  return { x: median(shifts.map(({ x }) => x)), y: median(shifts.map(({ y }) => y)) };
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

/** The wanted place, or the next below it that covers no other card. */
export function freePlace(wanted: XYPosition, others: Iterable<XYPosition>): XYPosition {
  const gap = 24;
  const inTheWay = [...others]
    .filter(({ x }) => Math.abs(x - wanted.x) < cardSize.width + gap / 2)
    .toSorted((a, b) => a.y - b.y);
  let { y } = wanted;
  for (const other of inTheWay) {
    if (Math.abs(other.y - y) < cardSize.height + gap / 2) y = other.y + cardSize.height + gap;
  }
  return { x: Math.round(wanted.x), y: Math.round(y) };
}
