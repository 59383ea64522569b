import { useReactFlow } from '@xyflow/react';
import type { CSSProperties } from 'react';
import { Menu } from '../../ui/Menu';
import { addNode } from '../actions';
import { cardSize } from '../graph/card';
import { nodeKinds } from '../nodeKinds';
import { view } from '../state/document';
import { closeOverlay } from '../state/overlay';

interface Props {
  readonly style?: CSSProperties;
  /** Where the node goes, in pixels of the page; absent: the middle of what is in view. */
  readonly at?: { readonly x: number; readonly y: number };
  /** A pre-node to connect it to. */
  readonly from?: string;
}

export function AddMenu({ style, at, from }: Props) {
  const { screenToFlowPosition } = useReactFlow();
  const kinds = from === undefined ? nodeKinds : nodeKinds.filter(({ type }) => canFollow(type));

  function choose(id: string): void {
    const kind = kinds.find(({ type }) => type === id);
    closeOverlay();
    if (kind) addNode(kind.type, at ? beside(screenToFlowPosition(at)) : inTheMiddle(screenToFlowPosition), from);
  }

  return (
    <Menu
      label={from === undefined ? 'Add a node' : `Add a node after ${from}`}
      items={kinds.map(({ type, ...kind }) => ({ id: type, className: `type-${type}`, ...kind }))}
      {...(style ? { style } : {})}
      onChoose={choose}
      onClose={closeOverlay}
    />
  );
}

/** An input has no pre-node, and a workflow one output at most. The host judges the rest. */
function canFollow(type: string): boolean {
  return type !== 'input' && !(type === 'output' && view.get()?.nodes.some((node) => node.type === 'output'));
}

/** Its handle where the connection was dropped. */
function beside({ x, y }: { x: number; y: number }) {
  return { x, y: y - cardSize.height / 2 };
}

function inTheMiddle(toFlow: ReturnType<typeof useReactFlow>['screenToFlowPosition']) {
  const pane = document.querySelector('.graph')?.getBoundingClientRect() ?? new DOMRect();
  const { x, y } = toFlow({ x: pane.x + pane.width / 2, y: pane.y + pane.height / 2 });
  return { x: x - cardSize.width / 2, y: y - cardSize.height / 2 };
}
