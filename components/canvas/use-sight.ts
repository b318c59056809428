"use client";
import { useStoreApi } from "@xyflow/react";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { isIn, LARGE_BOXES, NO_SIGHT, sightOf, type Sight } from "@/core/layout/sight";
import type { Layout, LayoutBox } from "@/core/layout/types";
import { isSameList } from "@/core/same-list";
import type { BoxNode } from "./flow-elements";
import { followView, viewOf } from "./view-moves";

/** Of a selection this many keep their nodes wherever they are. */
const MOST_KEPT = 200;
/** So many nodes are mounted in a frame: as many as there is time for. */
const BATCH = { first: 24, least: 4, most: 48 };
/** A frame that took longer had too many. */
const FRAME_MS = 20;

interface Seen {
  isFar: boolean;
  /** Ids of the boxes that are nodes. */
  mounted: ReadonlySet<string>;
}

const NOTHING: Seen = { isFar: true, mounted: new Set() };

/**
 * The nodes that React Flow is given of a large drawing: those around what is looked at, and what is
 * selected. React Flow itself would go through all of them at every movement.
 *
 * While the view moves none are mounted: the picture below shows them. They come when it rests, some in
 * each frame, and wait when it moves again.
 *
 * @param kept ids of nodes that stay whatever is looked at: they hold the focus
 */
export function useSight(drawing: Layout, nodes: BoxNode[], kept: ReadonlySet<string>) {
  const flow = useStoreApi();
  const [seen, setSeen] = useState(NOTHING);
  const latest = useRef(NOTHING);
  const isLarge = drawing.boxes.length > LARGE_BOXES;
  useLayoutEffect(() => {
    if (!isLarge) return;
    let frame = 0;
    let sight: Sight = { ...NO_SIGHT, isFar: latest.current.isFar };
    const show = (ids: readonly string[]) => {
      const { isFar, mounted } = latest.current;
      // Of another drawing what is the same stays mounted, and often that is all.
      const isSame = ids.length === mounted.size && ids.every((id) => mounted.has(id));
      if (isSame && isFar === sight.isFar) return;
      latest.current = { isFar: sight.isFar, mounted: new Set(ids) };
      setSeen(latest.current);
    };
    const mount = (size: number, last: number) => {
      const { mounted } = latest.current;
      const missing = boxesIn(drawing, sight).filter(({ id }) => !mounted.has(id));
      if (missing.length === 0) return;
      show([...mounted, ...missing.slice(0, size).map(({ id }) => id)]);
      frame = requestAnimationFrame((now) => {
        const next = last > 0 && now - last > FRAME_MS ? size / 2 : size * 1.5;
        mount(Math.round(Math.min(BATCH.most, Math.max(BATCH.least, next))), now);
      });
    };
    const look = () => {
      cancelAnimationFrame(frame);
      const next = sightOf(drawing.boxes, viewOf(flow), sight);
      if (next !== sight) {
        sight = next;
        const ids = new Set(boxesIn(drawing, sight).map(({ id }) => id));
        show([...latest.current.mounted].filter((id) => ids.has(id)));
      }
      mount(BATCH.first, 0);
    };
    look();
    const stop = followView(flow, { onMove: () => cancelAnimationFrame(frame), onRest: look });
    return () => {
      cancelAnimationFrame(frame);
      stop();
    };
  }, [flow, drawing, isLarge]);

  const before = useRef<BoxNode[]>([]);
  const shown = useMemo(() => {
    if (!isLarge) return nodes;
    const few = kept.size <= MOST_KEPT ? kept : new Set([...kept].slice(0, MOST_KEPT));
    const next = nodes.filter(
      ({ id, type, data: { box } }) =>
        // Lines are on the picture.
        type !== "lines" && (seen.mounted.has(id) || (few.has(box.nodeId) && box.type !== "cells")),
    );
    // What is selected is mounted already most of the time: the same list, and React Flow has nothing to do.
    // oxlint-disable-next-line react/refs
    return isSameList(before.current, next) ? before.current : next;
  }, [nodes, isLarge, seen, kept]);
  useEffect(() => {
    before.current = shown;
  }, [shown]);
  return { isLarge, isFar: isLarge && seen.isFar, shown };
}

function boxesIn({ boxes }: Layout, { area }: Sight): LayoutBox[] {
  return area === null ? [] : boxes.filter((box) => isIn(box, area));
}
