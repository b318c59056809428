"use client";
import type { NodeProps } from "@xyflow/react";
import { memo } from "react";
import type { BoxNode } from "./flow-elements";
import { Lines } from "./Lines";

/** Lines outside of all frames: those of the root's callbacks. */
export const LinesNode = memo(function LinesNode({ data }: NodeProps<BoxNode>) {
  return <Lines drawing={data.drawing} />;
});
