/**
 * The measure beside our drawings: React Flow as it is used in its own stress example, 25 by 25 default
 * nodes, each joined to the next, 625 nodes and 624 edges. `?nodes=` asks for another number, `?changes=`
 * for so many nodes to change each second, gathered for each frame, as the example updates nodes.
 */
import { Background, Controls, ReactFlow, useEdgesState, useNodesState } from "@xyflow/react";
import "@xyflow/react/dist/style.css";
import { useEffect } from "react";
import { createRoot } from "react-dom/client";

const asked = new URLSearchParams(window.location.search);
const SIDE = Math.ceil(Math.sqrt(Number(asked.get("nodes") ?? 625)));
const CHANGES = Number(asked.get("changes") ?? 0);

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

type SetNodes = ReturnType<typeof useNodesState<(typeof NODES)[number]>>[1];

/** Gives some nodes another label in each frame, one after the other through all of them. */
function useChanges(setNodes: SetNodes): void {
  useEffect(() => {
    if (CHANGES === 0) return;
    let [last, due, at, frame] = [performance.now(), 0, 0, 0];
    const change = (now: number) => {
      due += ((now - last) / 1000) * CHANGES;
      last = now;
      const count = Math.floor(due);
      due -= count;
      const from = at;
      at = (at + count) % NODES.length;
      const isChanged = (index: number) => (index - from + NODES.length) % NODES.length < count;
      setNodes((nodes) =>
        nodes.map((node, index) =>
          isChanged(index)
            ? { ...node, data: { label: `Node ${index} at ${now.toFixed()}` } }
            : node,
        ),
      );
      frame = requestAnimationFrame(change);
    };
    frame = requestAnimationFrame(change);
    return () => cancelAnimationFrame(frame);
  }, [setNodes]);
}

function StressPage() {
  const [nodes, setNodes, onNodesChange] = useNodesState(NODES);
  const [edges, , onEdgesChange] = useEdgesState(EDGES);
  useChanges(setNodes);
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
