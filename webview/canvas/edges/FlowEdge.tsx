import { BaseEdge, type EdgeProps, getBezierPath } from '@xyflow/react';
import { memo } from 'react';
import { useNodeStatus } from '../state/runs';

/** A connection; coloured while what it carries is being worked on. */
export const FlowEdge = memo(function FlowEdge(props: EdgeProps) {
  const [path] = getBezierPath(props);
  const working = useNodeStatus(props.target) === 'running';
  return <BaseEdge path={path} className={working ? 'carrying' : ''} interactionWidth={16} />;
});
