"use client";
import type { NodeProps } from "@xyflow/react";
import { memo } from "react";
import { classes } from "@/components/ui/classes";
import { useCanvas, useFace, useSelected } from "./context";
import type { BoxNode } from "./flow-elements";
import { FrameTab } from "./FrameTab";
import { Lines } from "./Lines";
import { DIMMED, RING } from "./TaskNode";
import type { FaceState } from "./types";

export const FRAME_EDGES: Partial<Record<FaceState, string>> = {
  running: "border-state/55",
  failed: "border-state",
  revoked: "border-state/60",
  succeeded: "border-state/45",
};

/** Nested frames alternate, so that depth is read without lines. */
const GROUNDS = ["bg-odd", "bg-even"];

export const FrameNode = memo(function FrameNode({ data }: NodeProps<BoxNode>) {
  const { box, drawing } = data;
  const { renderSlots, isLarge } = useCanvas();
  const face = useFace(box.nodeId);
  const selected = useSelected(box.nodeId);
  if (face === undefined) return null;
  return (
    <>
      <div
        data-node-id={box.nodeId}
        data-state={face.state}
        className={classes(
          `state-${face.state} pointer-events-auto relative size-full cursor-default rounded-card border`,
          isLarge ? "border-transparent" : GROUNDS[box.depth % 2],
          !isLarge && (FRAME_EDGES[face.state] ?? "border-line-strong/70"),
          selected && RING,
          face.dimmed === true && DIMMED,
        )}
        data-dimmed={face.dimmed === true || undefined}
      >
        {/* The head covers the one on the picture, which would shine through. */}
        <div className={isLarge ? `rounded-t-card ${GROUNDS[box.depth % 2] ?? ""}` : undefined}>
          <FrameTab nodeId={box.nodeId} face={face} folded={false} />
        </div>
        {isLarge ? null : (
          // The border takes one pixel of the box that lines are placed against.
          <div className="absolute -top-px -left-px">
            <Lines drawing={drawing} />
          </div>
        )}
      </div>
      {renderSlots?.(box)}
    </>
  );
});
