import { useReactFlow } from '@xyflow/react';
import { IconButton } from '../../ui/IconButton';
import { tidyUp } from '../actions';
import { prefersReducedMotion } from '../focus';
import { wholeWorkflow } from '../graph/fit';
import { usePermissions } from '../state/document';

/** How the graph lies on the canvas, and what of it is in view. */
export function LayoutButtons() {
  const { edit } = usePermissions();
  const { fitView } = useReactFlow();
  return (
    <>
      <IconButton icon="type-hierarchy" label="Tidy" title="Tidy: lay the workflow out afresh" disabled={!edit} onClick={tidyUp} />
      <IconButton
        icon="screen-full"
        label="Fit view"
        onClick={() => void fitView({ ...wholeWorkflow, duration: prefersReducedMotion() ? 0 : 200 })}
      />
    </>
  );
}
