import { Store } from '../../ui/store';

/** A node to select, focus and bring into view. `stay`: it is in view already, so the viewport does not move. */
export interface Reveal {
  readonly node: string;
  readonly stay?: boolean;
}

/** Waits here until the document holds the node. */
export const revealed = new Store<Reveal | undefined>(undefined);
