"use client";
import { useStoreApi } from "@xyflow/react";
import { useEffect, useMemo, useState } from "react";
import { isIn, LARGE_BOXES, NO_SIGHT, sightOf, type Sight } from "@/core/layout/sight";
import type { Layout } from "@/core/layout/types";
import type { BoxNode } from "./flow-elements";

/** Of a selection this many keep their nodes wherever they are. */
const MOST_KEPT = 200;

/**
 * The nodes that React Flow is given of a large drawing: those around what is looked at, and what is
 * selected. React Flow itself would go through all of them at every movement.
 *
 * @param kept ids of nodes that stay whatever is looked at: they hold the focus
 */
export function useSight(drawing: Layout, nodes: BoxNode[], kept: ReadonlySet<string>) {
  const flow = useStoreApi();
  const [sight, setSight] = useState(NO_SIGHT);
  const isLarge = drawing.boxes.length > LARGE_BOXES;
  useEffect(() => {
    if (!isLarge) return;
    let last: Sight = NO_SIGHT;
    const update = () => {
      const { transform, width, height } = flow.getState();
      const [x, y, zoom] = transform;
      const next = sightOf(drawing.boxes, { x, y, zoom, width, height }, last);
      if (next !== last) setSight(next);
      last = next;
    };
    update();
    return flow.subscribe(update);
  }, [flow, drawing, isLarge]);

  const shown = useMemo(() => {
    if (!isLarge) return nodes;
    const { area } = sight;
    const few = kept.size <= MOST_KEPT ? kept : new Set([...kept].slice(0, MOST_KEPT));
    return nodes.filter(
      ({ data: { box } }) =>
        (area !== null && isIn(box, area)) || (few.has(box.nodeId) && box.type !== "cells"),
    );
  }, [nodes, isLarge, sight, kept]);
  return { isLarge, isFar: isLarge && sight.isFar, shown };
}
