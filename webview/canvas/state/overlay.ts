import { Store } from '../../ui/store';

/** What lies over the canvas: one thing at a time. Positions are in pixels of the page. */
export type Overlay =
  | { readonly kind: 'edit'; readonly node: string }
  /** Without `process`, a new one. */
  | { readonly kind: 'process'; readonly process?: string }
  | { readonly kind: 'settings' }
  | { readonly kind: 'connect' }
  | { readonly kind: 'add'; readonly at?: { readonly x: number; readonly y: number }; readonly from?: string }
  | { readonly kind: 'problems' };

export const overlay = new Store<Overlay | undefined>(undefined);

export function closeOverlay(): void {
  overlay.set(undefined);
}
