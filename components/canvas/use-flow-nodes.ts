import { useEffect, useMemo, useRef } from "react";
import type { Layout } from "@/core/layout/types";
import { flowElements, type BoxNode } from "./flow-elements";

/** The nodes for React Flow: another list only for another drawing, and in it the same objects where they may stay. */
export function useFlowNodes(drawing: Layout): BoxNode[] {
  const before = useRef<BoxNode[]>([]);
  // What was drawn last only saves work: the nodes are the same without it.
  // oxlint-disable-next-line react/refs
  const nodes = useMemo(() => flowElements(drawing, before.current), [drawing]);
  useEffect(() => {
    before.current = nodes;
  }, [nodes]);
  return nodes;
}
