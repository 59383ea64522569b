import { useReactFlow } from '@xyflow/react';
import { useEffect } from 'react';
import { useSelected, useStore } from '../ui/store';
import { focusNode, prefersReducedMotion } from './focus';
import { cardSize } from './graph/card';
import { graph, select } from './graph/graph';
import { revealed } from './state/reveal';

/** Carries out a reveal as soon as the node is there. */
export function RevealNode() {
  const { setCenter, getZoom } = useReactFlow();
  const reveal = useStore(revealed);
  const card = useSelected(graph, ({ cards }) => (reveal ? cards.find(({ id }) => id === reveal.node) : undefined));

  useEffect(() => {
    if (!reveal || !card) return;
    revealed.set(undefined);
    select([card.id]);
    if (!reveal.stay) {
      const centre = { x: card.position.x + cardSize.width / 2, y: card.position.y + cardSize.height / 2 };
      void setCenter(centre.x, centre.y, { zoom: Math.max(getZoom(), 0.8), duration: prefersReducedMotion() ? 0 : 200 });
    }
    focusNode(card.id);
  }, [reveal, card, setCenter, getZoom]);

  return null;
}
