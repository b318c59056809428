/**
 * The measure beside our editor: React Flow as it is used in its own stress example, 25 by 25 default
 * nodes, each joined to the next, 625 nodes and 624 edges.
 */
import { Background, Controls, ReactFlow, useEdgesState, useNodesState } from "@xyflow/react";
import "@xyflow/react/dist/style.css";
import { createRoot } from "react-dom/client";

const SIDE = 25;

const NODES = Array.from({ length: SIDE * SIDE }, (_, index) => ({
  id: `${index}`,
  position: { x: (index % SIDE) * 200, y: Math.floor(index / SIDE) * 100 },
  data: { label: `Node ${index}` },
}));
const EDGES = NODES.slice(1).map(({ id }, index) => ({
  id: `${index}-${id}`,
  source: `${index}`,
  target: id,
}));

function StressPage() {
  const [nodes, , onNodesChange] = useNodesState(NODES);
  const [edges, , onEdgesChange] = useEdgesState(EDGES);
  return (
    <div style={{ position: "fixed", inset: 0 }}>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        onNodesChange={onNodesChange}
        onEdgesChange={onEdgesChange}
        minZoom={0.1}
        fitView
      >
        <Controls />
        <Background />
      </ReactFlow>
    </div>
  );
}

const root = document.getElementById("root");
if (root !== null) createRoot(root).render(<StressPage />);
