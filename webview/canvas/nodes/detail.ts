import type { ReactFlowState } from '@xyflow/react';

/** Below this zoom a card's text cannot be read, and drawing a thousand of them is what makes panning slow. */
const readableFrom = 0.45;

export function isFarAway({ transform: [, , zoom] }: ReactFlowState): boolean {
  return zoom < readableFrom;
}
