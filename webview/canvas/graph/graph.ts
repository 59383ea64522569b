import type { CanvasView } from '../../../src/shared/protocol';
import { Store } from '../../ui/store';
import { remember, viewStateNow } from '../vscodeApi';
import { type Elements, elementsOf } from './elements';

/** What React Flow draws. */
export const graph = new Store<Elements>({ cards: [], edges: [] });

let isFirst = true;

/** Shows the host's document. The first one gets the selection that the page remembers. */
export function showDocument(view: CanvasView, held: ReadonlySet<string>): void {
  graph.set(elementsOf(view, graph.get(), held));
  if (isFirst) select(viewStateNow().selection);
  isFirst = false;
}

export function select(ids: readonly string[]): void {
  remember({ selection: [...ids] });
  const { cards, edges } = graph.get();
  graph.set({
    cards: cards.map((card) => withSelected(card, ids.includes(card.id))),
    edges: edges.map((edge) => withSelected(edge, false)),
  });
}

function withSelected<T extends { selected?: boolean }>(element: T, selected: boolean): T {
  return (element.selected ?? false) === selected ? element : { ...element, selected };
}
