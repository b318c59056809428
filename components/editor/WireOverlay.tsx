"use client";
import { useStore as useFlowStore } from "@xyflow/react";
import { useStore } from "zustand";
import { classes } from "@/components/ui/classes";
import type { Layout } from "@/core/layout/types";
import { pointer } from "./pointer";

/** Over the drawing: a wire on its way, what it leads to, and what would become of it. */
export function WireOverlay({ drawing }: { drawing: Layout }) {
  const wire = useStore(pointer, (state) => state.wire);
  const zoom = useFlowStore((state) => state.transform[2]);
  if (wire === null) return null;
  const { from, to, end } = wire;
  const target = end === null ? undefined : drawing.boxes.find(({ id }) => id === end.nodeId);
  const isRefused = end !== null && end.refusal !== null;
  return (
    <div className="pointer-events-none absolute top-0 left-0" style={{ zIndex: 2000 }} data-wire>
      {target === undefined ? null : (
        <div
          className={classes(
            "absolute rounded-card border-2 border-dashed",
            isRefused ? "border-danger" : "border-focus bg-focus/10",
          )}
          style={{
            left: target.x - 4,
            top: target.y - 4,
            width: target.width + 8,
            height: target.height + 8,
          }}
        />
      )}
      <svg className="absolute top-0 left-0 overflow-visible" width={1} height={1} aria-hidden>
        <path
          d={`M${from.x} ${from.y}L${to.x} ${to.y}`}
          className={classes("fill-none", isRefused ? "stroke-danger" : "stroke-focus")}
          strokeWidth={2 / zoom}
          strokeDasharray={end === null || isRefused ? `${6 / zoom} ${4 / zoom}` : undefined}
        />
        <circle
          cx={to.x}
          cy={to.y}
          r={4 / zoom}
          className={isRefused ? "fill-danger" : "fill-focus"}
        />
      </svg>
      <div
        className={classes(
          "absolute w-max max-w-80 rounded-control px-2 py-1 text-[12px] leading-4 font-medium shadow-float",
          isRefused ? "border border-danger bg-panel text-danger" : "bg-focus text-on-accent",
        )}
        style={{
          left: to.x,
          top: to.y,
          transform: `scale(${1 / zoom}) translate(12px, 12px)`,
          transformOrigin: "0 0",
        }}
      >
        {end === null ? "a new task" : (end.refusal ?? end.words)}
        {isRefused ? <span className="block text-soft">Let go for other ways.</span> : null}
      </div>
    </div>
  );
}
