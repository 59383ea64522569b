import { Store } from '../../ui/store';
import { type ViewState, remember, viewStateNow } from '../vscodeApi';

/** The execution results panel: whether it is open, and its size in pixels. */
export const panel = new Store<ViewState['panel']>(viewStateNow().panel);

export function setPanel(change: Partial<ViewState['panel']>): void {
  panel.set({ ...panel.get(), ...change });
  remember({ panel: panel.get() });
}
