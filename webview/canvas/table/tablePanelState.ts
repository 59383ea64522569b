import { Store } from '../../ui/store';
import { type ViewState, remember, viewStateNow } from '../vscodeApi';

/** The table panel below the canvas: whether it is open. */
export const tablePanel = new Store<ViewState['table']>(viewStateNow().table);

export function toggleTablePanel(): void {
  tablePanel.set({ open: !tablePanel.get().open });
  remember({ table: tablePanel.get() });
}
