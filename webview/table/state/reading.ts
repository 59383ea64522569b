import { Store } from '../../ui/store';
import { type ViewState, remember, viewStateNow } from '../vscodeApi';

/** The reading pane. It shows the cell that the keyboard is at, whole. */
export const pane = new Store<ViewState['pane']>(viewStateNow().pane);

/** Rises when the focus is to go into the pane. */
export const paneFocus = new Store(0);

export function read({ focus }: { readonly focus: boolean }): void {
  setPane({ open: true });
  if (focus) paneFocus.set(paneFocus.get() + 1);
}

export function setPane(change: Partial<ViewState['pane']>): void {
  pane.set({ ...pane.get(), ...change });
  remember({ pane: pane.get() });
}
