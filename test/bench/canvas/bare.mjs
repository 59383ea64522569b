// React Flow as its first example shows it, with the same graph and default nodes.
import { ReactFlow, useEdgesState, useNodesState } from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';

function Page({ nodes: initialNodes, edges: initialEdges }) {
  const [nodes, , onNodesChange] = useNodesState(initialNodes);
  const [edges, , onEdgesChange] = useEdgesState(initialEdges);
  return createElement(ReactFlow, { nodes, edges, onNodesChange, onEdgesChange, minZoom: 0.05, fitView: true, panOnScroll: true });
}

const elements = await (await fetch('/elements.json')).json();
createRoot(document.getElementById('root')).render(createElement(Page, elements));
