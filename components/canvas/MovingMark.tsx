"use client";
import { useStoreApi } from "@xyflow/react";
import { useEffect, useRef } from "react";
import { followView } from "./view-moves";

/**
 * Marks the canvas while its view moves, for the style sheet: the drawing is a layer of its own then,
 * which is moved without being painted. At rest it is none, so that text is sharp at every zoom.
 */
export function MovingMark() {
  const flow = useStoreApi();
  const mark = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const canvas = mark.current?.closest<HTMLElement>(".espalier-canvas");
    const rest = () => canvas?.removeAttribute("data-moving");
    const stop = followView(flow, {
      onMove: () => canvas?.setAttribute("data-moving", ""),
      onRest: rest,
    });
    return () => {
      stop();
      rest();
    };
  }, [flow]);
  return <span ref={mark} hidden />;
}
