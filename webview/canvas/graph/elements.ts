import type { Edge, Node } from '@xyflow/react';
import type { CanvasNode, CanvasProblem, CanvasView } from '../../../src/shared/protocol';
import { isModel } from '../nodeKinds';
import { cardSize, handlesOf } from './card';
import { placeNodes } from './layout';

/** What a card shows; positions are React Flow's. */
export interface CardData extends Record<string, unknown> {
  readonly node: CanvasNode;
  readonly problems: readonly CanvasProblem[];
}
export type Card = Node<CardData, 'text' | 'model'>;

export interface Elements {
  readonly cards: Card[];
  readonly edges: Edge[];
}

/**
 * The view as React Flow wants it. What did not change keeps its identity, so that React Flow and React pass over it; the
 * nodes in `held` keep the place that the page gives them.
 */
export function elementsOf(view: CanvasView, before: Elements, held: ReadonlySet<string>): Elements {
  const previous = new Map(before.cards.map((card) => [card.id, card]));
  const places = placeNodes(view, new Map(before.cards.map(({ id, position }) => [id, position])));
  const problems = problemsByNode(view.problems);
  const cards = view.nodes.map((node) => {
    const card = previous.get(node.id);
    const position = (held.has(node.id) ? card?.position : undefined) ?? places.get(node.id) ?? { x: 0, y: 0 };
    return cardOf({ node, problems: problems.get(node.id) ?? [] }, position, card);
  });
  return { cards, edges: edgesOf(view, before.edges) };
}

function problemsByNode(problems: readonly CanvasProblem[]): Map<string, CanvasProblem[]> {
  const byNode = new Map<string, CanvasProblem[]>();
  for (const problem of problems) {
    if (problem.node !== undefined) byNode.set(problem.node, [...(byNode.get(problem.node) ?? []), problem]);
  }
  return byNode;
}

function cardOf(data: CardData, position: Card['position'], before: Card | undefined): Card {
  if (before?.data.node.type !== data.node.type) return { ...newCard(data, position), selected: before?.selected ?? false };
  const samePlace = position.x === before.position.x && position.y === before.position.y;
  const sameData = JSON.stringify(before.data) === JSON.stringify(data);
  if (samePlace && sameData) return before;
  return { ...before, position, data: sameData ? before.data : data };
}

function newCard(data: CardData, position: Card['position']): Card {
  const { id, type } = data.node;
  // Known before they are drawn, so that cards out of view need not be drawn for their edges or for fitting the view.
  const size = { ...cardSize, measured: cardSize, handles: handlesOf(type) };
  return { id, type: isModel(type) ? 'model' : 'text', position, data, ...size, ariaLabel: `${id}, ${type} node` };
}

function edgesOf(view: CanvasView, before: readonly Edge[]): Edge[] {
  const ids = new Set(view.nodes.map((node) => node.id));
  const previous = new Map(before.map((edge) => [edge.id, edge]));
  const edges = new Map<string, Edge>();
  for (const { source, target } of view.connections) {
    const id = edgeId(source, target);
    if (ids.has(source) && ids.has(target)) edges.set(id, previous.get(id) ?? { id, source, target, ariaLabel: `Connection from ${source} to ${target}` });
  }
  return [...edges.values()];
}

function edgeId(source: string, target: string): string {
  return JSON.stringify([source, target]);
}
