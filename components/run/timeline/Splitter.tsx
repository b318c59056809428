"use client";
import { useRef, useState } from "react";
import type { KeyboardEvent, PointerEvent } from "react";

const KEY = "espalier.timeline-height";
const LEAST = 120;
const STEP = 24;

/** The height of what lies below, in pixels; kept in this browser. */
export function useSplit(usual: number): [number, (height: number) => void] {
  const [height, setHeight] = useState(() => {
    const stored = typeof localStorage === "undefined" ? 0 : Number(localStorage.getItem(KEY));
    return stored >= LEAST ? stored : usual;
  });
  const set = (next: number) => {
    const most = Math.max(LEAST, window.innerHeight * 0.75);
    const clamped = Math.round(Math.min(Math.max(next, LEAST), most));
    localStorage.setItem(KEY, String(clamped));
    setHeight(clamped);
  };
  return [height, set];
}

interface SplitterProps {
  height: number;
  onHeight: (height: number) => void;
}

/** The edge between drawing and timeline: dragged, or moved by arrow keys. */
export function Splitter({ height, onHeight }: SplitterProps) {
  const from = useRef<{ y: number; height: number } | null>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === "ArrowUp" ? STEP : event.key === "ArrowDown" ? -STEP : 0;
    if (by === 0) return;
    event.preventDefault();
    onHeight(height + by);
  };
  const onPointerMove = (event: PointerEvent) => {
    if (from.current !== null) onHeight(from.current.height + from.current.y - event.clientY);
  };
  return (
    <div
      role="separator"
      aria-orientation="horizontal"
      aria-label="Height of the timeline"
      aria-valuenow={height}
      aria-valuemin={LEAST}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = { y: event.clientY, height };
      }}
      onPointerMove={onPointerMove}
      onPointerUp={() => {
        from.current = null;
      }}
      className="grid h-2 shrink-0 cursor-ns-resize touch-none place-items-center border-t border-line bg-panel hover:bg-hover"
    >
      <span aria-hidden className="h-0.5 w-8 rounded-chip bg-line-strong" />
    </div>
  );
}
