import { chooseConnection, deleteSelection } from './actions';
import { focusedNode } from './focus';
import { graph, select } from './graph/graph';
import { permissionsNow } from './state/document';
import { overlay } from './state/overlay';

/**
 * The canvas's own keys. None has a modifier but Shift, and none is taken from a field: Ctrl+Z and the like belong to VS
 * Code, which undoes the edit of the text.
 */
export function handleKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || overlay.get() || !isOnCanvas(event)) return;
  const node = focusedNode() ?? onlySelected();
  switch (event.key) {
    case 'Delete':
    case 'Backspace':
      deleteSelection();
      break;
    case 'Enter':
      if (node === undefined) return;
      overlay.set({ kind: 'edit', node });
      break;
    case 'a':
    case 'A':
      if (!permissionsNow().structure) return;
      overlay.set({ kind: 'add' });
      break;
    case 'c':
    case 'C':
      if (node === undefined || !permissionsNow().structure) return;
      chooseConnection(node, event.shiftKey);
      break;
    case 'Escape':
      select([]);
      break;
    default:
      return;
  }
  event.preventDefault();
}

/** The arrow keys and Delete go by the selection, so reaching a card with Tab selects it. A click selects by itself. */
export function selectOnFocus({ target }: { readonly target: EventTarget }): void {
  const id = focusedNode();
  const isCard = target instanceof HTMLElement && target.dataset['id'] === id && target.matches(':focus-visible');
  if (id === undefined || !isCard || graph.get().cards.some((card) => card.id === id && card.selected)) return;
  select([id]);
}

function onlySelected(): string | undefined {
  const selected = graph.get().cards.filter((card) => card.selected);
  return selected.length === 1 ? selected[0]?.id : undefined;
}

/** With nothing focused, keys go to the canvas as well. Buttons on a card keep their Enter. */
function isOnCanvas({ target }: KeyboardEvent): boolean {
  if (target === document.body) return true;
  return target instanceof Element && target.closest('.graph') !== null && target.closest('button, a, input, textarea') === null;
}
