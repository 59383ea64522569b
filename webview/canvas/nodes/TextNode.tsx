import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import type { Card as CardNode } from '../graph/elements';
import { Card } from './Card';
import { previewOf } from './preview';

/** An input- or output-node: text that goes in or comes out. */
export const TextNode = memo(function TextNode(node: NodeProps<CardNode>) {
  const { content, type } = node.data.node;
  const empty = type === 'input' ? 'No content yet. Double-click to write it.' : 'Shows the result of a run.';
  return <Card node={node} preview={previewOf(content) ?? <span className="card-empty">{empty}</span>} />;
});
