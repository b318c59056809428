"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import type { MouseEvent, PointerEvent, RefObject } from "react";
import type { CanvasHandle } from "@/components/canvas/types";
import { nodesIn, type Rectangle } from "./selection";
import type { Select } from "./use-selection";

/** A press that moves less is a click. */
const THRESHOLD_PX = 5;

interface Press {
  x: number;
  y: number;
  isDragging: boolean;
}

/**
 * With Shift a frame is drawn on the ground around what is to be selected. Touch scrolls instead; there a
 * filter selects several.
 */
export function useFrame(canvas: RefObject<CanvasHandle | null>, select: Select) {
  const [frame, setFrame] = useState<Rectangle | null>(null);
  const press = useRef<Press | null>(null);
  const isClickTaken = useRef(false);
  const stop = useRef<(() => void) | null>(null);
  const end = useCallback(() => {
    stop.current?.();
    stop.current = null;
    press.current = null;
    setFrame(null);
  }, []);
  useEffect(() => end, [end]);

  const onMove = (event: globalThis.PointerEvent, area: DOMRect) => {
    const [from, view] = [press.current, canvas.current];
    if (from === null || view === null) return;
    const { clientX: x, clientY: y } = event;
    if (!from.isDragging && Math.hypot(x - from.x, y - from.y) < THRESHOLD_PX) return;
    from.isDragging = true;
    const corners = rectangle(from, { x, y });
    setFrame({ ...corners, x: corners.x - area.x, y: corners.y - area.y });
    const drawn = rectangle(view.toDrawing(from), view.toDrawing({ x, y }));
    select(nodesIn(view.drawing().boxes, drawn));
  };

  const onPointerDownCapture = (event: PointerEvent) => {
    isClickTaken.current = false;
    const { target, button, pointerType, shiftKey } = event;
    if (!shiftKey || button !== 0 || pointerType === "touch") return;
    if (!(target instanceof Element)) return;
    if (target.closest("button, a, input, [data-handle], .react-flow__panel") !== null) return;
    press.current = { x: event.clientX, y: event.clientY, isDragging: false };
    const area = event.currentTarget.getBoundingClientRect();
    const move = (moved: globalThis.PointerEvent) => onMove(moved, area);
    const up = () => {
      // The click that follows would select nothing.
      isClickTaken.current = press.current?.isDragging === true;
      end();
    };
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", up);
    window.addEventListener("pointercancel", end);
    stop.current = () => {
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", up);
      window.removeEventListener("pointercancel", end);
    };
  };

  const handlers = {
    onPointerDownCapture,
    /** The canvas pans by what it sees of the mouse: a press that is ours must not reach it. */
    onMouseDownCapture: (event: MouseEvent) => {
      if (press.current !== null) event.stopPropagation();
    },
    onClickCapture: (event: MouseEvent) => {
      if (isClickTaken.current) event.stopPropagation();
      isClickTaken.current = false;
    },
  };
  const shown =
    frame === null ? null : (
      <div
        aria-hidden
        className="pointer-events-none absolute z-10 border border-accent bg-accent/10"
        style={{ left: frame.x, top: frame.y, width: frame.width, height: frame.height }}
      />
    );
  return { handlers, shown };
}

function rectangle(a: { x: number; y: number }, b: { x: number; y: number }): Rectangle {
  return {
    x: Math.min(a.x, b.x),
    y: Math.min(a.y, b.y),
    width: Math.abs(a.x - b.x),
    height: Math.abs(a.y - b.y),
  };
}
