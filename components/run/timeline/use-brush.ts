import { useEffect, useRef, useState, type PointerEvent } from "react";
import { brushedWindow, type TimeScale } from "@/core/timeline";
import type { TimelineWindow } from "./use-window";
import type { Whole } from "./use-whole";

/** A pointer that moves less than this has clicked. */
const MEANT_PX = 5;

export interface Brush {
  /** What is being brushed, in pixels of the axis. */
  brushed: { x0: number; x1: number } | null;
  handlers: {
    onPointerDown: (event: PointerEvent<HTMLElement>) => void;
    onPointerMove: (event: PointerEvent<HTMLElement>) => void;
    onPointerUp: (event: PointerEvent<HTMLElement>) => void;
    onPointerCancel: () => void;
  };
}

interface BrushOptions {
  scale: TimeScale | null;
  whole: Whole | null;
  /** Where the axis begins, from the left of the element that has the handlers. */
  left: number;
  show: TimelineWindow["show"];
  /** A click that brushed nothing. */
  onClick?: (at: number) => void;
}

/** Dragging over the axis zooms to what was dragged over. */
export function useBrush({ scale, whole, left, show, onClick }: BrushOptions): Brush {
  const [brushed, setBrushed] = useState<Brush["brushed"]>(null);
  const from = useRef<number | null>(null);
  const placeOf = (event: PointerEvent<HTMLElement>) =>
    event.clientX - event.currentTarget.getBoundingClientRect().left - left;
  const end = () => {
    from.current = null;
    setBrushed(null);
  };
  return {
    brushed,
    handlers: {
      onPointerDown(event) {
        const x = placeOf(event);
        if (event.button !== 0 || event.pointerType === "touch" || scale === null || x < 0) return;
        from.current = x;
      },
      onPointerMove(event) {
        if (from.current === null || scale === null) return;
        const x = Math.min(Math.max(placeOf(event), 0), scale.width);
        if (brushed === null && Math.abs(x - from.current) < MEANT_PX) return;
        // From here on it is a brush: what is under the pointer hears no click.
        event.currentTarget.setPointerCapture(event.pointerId);
        setBrushed({ x0: Math.min(x, from.current), x1: Math.max(x, from.current) });
      },
      onPointerUp(event) {
        const x = from.current;
        if (x === null || scale === null || whole === null) return end();
        if (brushed === null) onClick?.(scale.at(placeOf(event)));
        else {
          const next = brushedWindow(scale.at(brushed.x0), scale.at(brushed.x1), whole);
          if (next !== null) show(next);
        }
        end();
      },
      onPointerCancel: end,
    },
  };
}

/** Ctrl and the wheel zoom at the pointer, Shift and the wheel, or a wheel that goes sideways, pan. */
export function useWheel(
  element: React.RefObject<HTMLElement | null>,
  options: { scale: TimeScale | null; left: number; view: TimelineWindow },
): void {
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });
  useEffect(() => {
    const listened = element.current;
    if (listened === null) return;
    const onWheel = (event: WheelEvent) => {
      const { scale, left, view } = latest.current;
      if (scale === null) return;
      const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
      if (event.ctrlKey || event.metaKey) {
        const x = event.clientX - listened.getBoundingClientRect().left - left;
        view.zoom(Math.exp(-event.deltaY / 300), scale.at(Math.max(0, x)));
      } else if (Math.abs(sideways) > Math.abs(event.shiftKey ? 0 : event.deltaY)) {
        if (view.window === null) return;
        view.pan(sideways / Math.max(1, scale.width));
      } else return;
      event.preventDefault();
    };
    // Not passive: the page must not zoom.
    listened.addEventListener("wheel", onWheel, { passive: false });
    return () => listened.removeEventListener("wheel", onWheel);
  }, [element]);
}
