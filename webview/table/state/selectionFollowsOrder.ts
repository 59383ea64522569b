import { clearSelection } from './selection';
import { rowWindow } from './table';

/** Rows are selected by their places: when the rows have moved, the selection would be of others. Returns what ends this. */
export function selectionFollowsOrder(): () => void {
  let before = rowWindow.rows.get().order;
  return rowWindow.rows.subscribe(() => {
    const { order } = rowWindow.rows.get();
    if (order !== before) clearSelection();
    before = order;
  });
}
