import { Background, BackgroundVariant, Controls, MiniMap, ReactFlow, useStore as useFlow } from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import './graph.css';
import { useStore } from '../ui/store';
import { connect } from './actions';
import { ConnectionHint } from './connect/ConnectionHint';
import { connectEnded, connectStarted, isAllowed, nodeEntered, nodeLeft, reconnected, reconnectStarted } from './connect/drag';
import { FlowEdge } from './edges/FlowEdge';
import type { Card } from './graph/elements';
import { edgesChanged, nodesChanged, sendMoves } from './graph/changes';
import { graph } from './graph/graph';
import { KeepInView } from './KeepInView';
import { selectOnFocus } from './keyboard';
import { remember, viewStateNow } from './vscodeApi';
import { MenuOnCanvas } from './toolbar/MenuOnCanvas';
import { ModelNode } from './nodes/ModelNode';
import { TextNode } from './nodes/TextNode';
import { wholeWorkflow } from './graph/fit';
import { isFarAway } from './nodes/detail';
import { RevealNode } from './RevealNode';
import { connecting } from './state/connecting';
import { usePermissions } from './state/document';
import { overlay } from './state/overlay';

const nodeTypes = { text: TextNode, model: ModelNode };
const edgeTypes = { default: FlowEdge };
const ariaLabelConfig = {
  'node.a11yDescription.default':
    'Enter edits the node, C connects it, arrow keys move it, Delete deletes it. A adds a node.',
  'edge.a11yDescription.default': 'Enter or Space selects the connection, Delete then deletes it.',
};

/** From here on only cards in view are drawn; below it all are, so that Tab reaches every one. */
const manyCards = 150;

export function Graph() {
  const { cards, edges } = useStore(graph);
  const { edit, structure } = usePermissions();
  const direction = useStore(connecting)?.direction;
  // Culling helps while a few cards fill the view and costs when all are in it, which is when they are plain boxes. The
  // canvas is then its own map.
  const farAway = useFlow(isFarAway);

  return (
    <div className={`graph ${direction === undefined ? '' : `connecting-${direction}`}`} onFocus={selectOnFocus}>
      <ReactFlow<Card>
        nodes={cards}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={nodesChanged}
        onEdgesChange={edgesChanged}
        onNodeDragStop={sendMoves}
        onSelectionDragStop={sendMoves}
        onNodeDoubleClick={(_event, { id }) => overlay.set({ kind: 'edit', node: id })}
        onNodeMouseEnter={(_event, { id }) => nodeEntered(id)}
        onNodeMouseLeave={nodeLeft}
        onConnect={({ source, target }) => connect(source, target)}
        onConnectStart={connectStarted}
        onConnectEnd={connectEnded}
        onReconnectStart={reconnectStarted}
        onReconnect={reconnected}
        isValidConnection={isAllowed}
        onMoveEnd={(_event, viewport) => remember({ viewport })}
        {...startingView()}
        fitViewOptions={wholeWorkflow}
        nodesDraggable={edit}
        nodesConnectable={structure}
        edgesReconnectable={structure}
        onlyRenderVisibleElements={cards.length > manyCards && !farAway}
        deleteKeyCode={null}
        panOnScroll
        zoomOnDoubleClick={false}
        attributionPosition="bottom-center"
        connectOnClick={false}
        connectionRadius={24}
        minZoom={0.05}
        maxZoom={2}
        ariaLabelConfig={ariaLabelConfig}
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={1.2} />
        <Controls showInteractive={false} position="bottom-left" />
        {!farAway && <MiniMap<Card> pannable zoomable position="bottom-right" nodeClassName={typeClass} nodeBorderRadius={16} />}
        <ConnectionHint />
        <RevealNode />
        <KeepInView />
        <MenuOnCanvas />
      </ReactFlow>
    </div>
  );
}

function typeClass({ data }: Card): string {
  return `type-${data.node.type}`;
}

/** Where the user left off, or all of the workflow. */
function startingView() {
  const { viewport } = viewStateNow();
  return viewport ? { defaultViewport: viewport } : { fitView: true };
}
