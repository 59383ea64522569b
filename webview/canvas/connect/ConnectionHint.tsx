import { useConnection, useStore as useFlow } from '@xyflow/react';
import { Icon } from '../../ui/Icon';
import { useStore } from '../../ui/store';
import { connecting, refusalAt } from '../state/connecting';
import { hovered } from './drag';

/** In pixels; the width matches graph.css. */
const gap = 16;
const hintWidth = 300;

/** Why the connection being drawn cannot end where the pointer is, beside the pointer. */
export function ConnectionHint() {
  const pointer = useConnection((connection) => connection.pointer);
  const near = useConnection((connection) => connection.toNode?.id);
  const width = useFlow((state) => state.width);
  const over = useStore(hovered) ?? near;
  const current = useStore(connecting);
  const refusal = over === undefined ? undefined : refusalAt(over, current);
  if (refusal === undefined || !pointer) return null;
  const x = Math.min(pointer.x + gap, width - hintWidth);
  return (
    <div className="connection-hint" style={{ transform: `translate(${x}px, ${pointer.y + gap}px)` }}>
      <Icon name="circle-slash" />
      <span>{refusal}</span>
    </div>
  );
}
