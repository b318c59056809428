"use client";
import { useStoreApi } from "@xyflow/react";
import { useEffect, useRef } from "react";

/** After the last movement, until the drawing is painted sharp again. */
const REST_MS = 160;

/**
 * Marks the canvas while its view moves, for the style sheet: the drawing is a layer of its own then,
 * which is moved without being painted. At rest it is none, so that text is sharp at every zoom.
 */
export function MovingMark() {
  const flow = useStoreApi();
  const mark = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    let last = flow.getState().transform;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const canvas = mark.current?.closest<HTMLElement>(".espalier-canvas");
    const rest = () => canvas?.removeAttribute("data-moving");
    const unsubscribe = flow.subscribe(({ transform }) => {
      if (transform === last) return;
      last = transform;
      clearTimeout(timer);
      timer = setTimeout(rest, REST_MS);
      canvas?.setAttribute("data-moving", "");
    });
    return () => {
      clearTimeout(timer);
      rest();
      unsubscribe();
    };
  }, [flow]);
  return <span ref={mark} hidden />;
}
