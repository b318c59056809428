"use client";
import type { NodeProps } from "@xyflow/react";
import { memo } from "react";
import { useCanvas, useFace } from "./context";
import type { BoxNode } from "./flow-elements";

/** Room in a container without members. */
export const EmptyNode = memo(function EmptyNode({ data }: NodeProps<BoxNode>) {
  const { box } = data;
  const { renderSlots } = useCanvas();
  const face = useFace(box.nodeId);
  const words = face?.kind === "map" && face.state !== "draft" ? "one for each item" : "empty";
  return (
    <>
      <div className="grid size-full place-items-center rounded-card border border-dashed border-line-strong text-meta text-faint">
        {words}
      </div>
      {renderSlots?.(box)}
    </>
  );
});
