import { type NodeHandle, Position } from '@xyflow/react';
import type { CanvasNode } from '../../../src/shared/protocol';

/** Every card has one size, whatever it shows: streaming moves nothing, and layout needs no measuring. Matches nodes.css. */
export const cardSize = { width: 244, height: 112 };

/** The box of a handle, which is centred on the card's edge. */
const handleSize = 12;

export function hasTarget(type: CanvasNode['type']): boolean {
  return type !== 'input';
}

export function hasSource(type: CanvasNode['type']): boolean {
  return type !== 'output';
}

export function handlesOf(type: CanvasNode['type']): NodeHandle[] {
  const box = { y: (cardSize.height - handleSize) / 2, width: handleSize, height: handleSize };
  const handles: NodeHandle[] = [];
  if (hasTarget(type)) handles.push({ ...box, type: 'target', position: Position.Left, x: -handleSize / 2 });
  if (hasSource(type)) handles.push({ ...box, type: 'source', position: Position.Right, x: cardSize.width - handleSize / 2 });
  return handles;
}
