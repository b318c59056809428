"use client";
import { useTheme } from "next-themes";
import { useEffect, useMemo, useRef } from "react";
import type { KeyboardEvent, PointerEvent } from "react";
import { formatDuration } from "@/core/format";
import { createScale, type Stretch, type TimeScale } from "@/core/timeline";
import { usePastState, usePastStore } from "./context";
import { paintLoad } from "./load-painter";
import { readColours } from "./colours";
import { lookAt, momentOf, oncePast, stepEvent, stepShare } from "./travel";
import type { PastStore } from "./past-store";
import { useWidth } from "./use-width";
import type { Whole } from "./use-whole";

interface ScrubberProps {
  whole: Whole | null;
  /** What the timeline is zoomed to. */
  window: Stretch | null;
}

const PAGE_SHARE = 0.05;
const EDGE_PX = 4;

/** What keys do on the strip. */
const MOVES: { [key: string]: (past: PastStore) => void } = {
  ArrowLeft: (past) => stepEvent(past, -1),
  ArrowDown: (past) => stepEvent(past, -1),
  ArrowRight: (past) => stepEvent(past, 1),
  ArrowUp: (past) => stepEvent(past, 1),
  PageDown: (past) => stepShare(past, -PAGE_SHARE),
  PageUp: (past) => stepShare(past, PAGE_SHARE),
  Home: (past) => past.look(momentOf(past, 0)),
  End: (past) => past.look(null),
};

/** The whole run as a strip: how much of it ran when, and the moment that is looked at, which can be dragged. */
export function Scrubber({ whole, window }: ScrubberProps) {
  const past = usePastStore();
  const moment = usePastState((state) => state.moment);
  const approximateUntil = usePastState((state) => state.approximateUntil);
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const scale = useMemo(
    () => (whole === null || width === 0 ? null : createScale({ ...whole, width, breakWidth: 12 })),
    [whole, width],
  );
  const go = useDrag(scale);
  const shown = moment?.at ?? whole?.to ?? 0;
  const onKeyDown = (event: KeyboardEvent) => {
    const move = MOVES[event.key];
    if (move === undefined || event.shiftKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    oncePast(past, () => move(past));
  };
  return (
    <div
      ref={frame}
      role="slider"
      tabIndex={0}
      aria-label="Moment of the run"
      aria-valuemin={0}
      aria-valuemax={whole === null ? 0 : Math.round(whole.to - whole.from)}
      aria-valuenow={whole === null ? 0 : Math.round(shown - whole.from)}
      aria-valuetext={whole === null ? "Now" : valueText(whole, moment?.at)}
      onFocus={past.open}
      onPointerEnter={past.open}
      onKeyDown={onKeyDown}
      {...go}
      className="relative h-7 min-w-0 flex-1 cursor-ew-resize touch-none overflow-hidden rounded-chip border border-line bg-odd"
    >
      {scale === null || whole === null ? null : (
        <>
          <LoadCanvas scale={scale} until={whole.until} />
          {approximateUntil === null ? null : (
            <span
              aria-hidden
              className="absolute inset-y-0 left-0 border-r border-dashed border-line-strong bg-hover"
              style={{ width: scale.x(approximateUntil) }}
            />
          )}
          {window === null ? null : <WindowMark window={window} scale={scale} />}
          {moment === null ? null : (
            <span
              aria-hidden
              className="absolute inset-y-0 w-0.5 -translate-x-1/2 bg-focus"
              style={{ left: clamp(scale.x(moment.at), width) }}
            />
          )}
        </>
      )}
    </div>
  );
}

const clamp = (x: number, width: number) => Math.min(Math.max(x, 1), width - 1);

function valueText(whole: Whole, at: number | undefined): string {
  return at === undefined ? "Now" : `${formatDuration(at - whole.from)} after the start`;
}

/** What is in view of the timeline below; the rest is dimmed. */
function WindowMark({ window, scale }: { window: Stretch; scale: TimeScale }) {
  const [left, right] = [Math.max(0, scale.x(window.from)), scale.x(window.to)];
  const shade = "absolute inset-y-0 bg-panel/65";
  return (
    <span aria-hidden data-window>
      <span className={`${shade} left-0 border-r border-rail`} style={{ width: left }} />
      <span className={`${shade} right-0 border-l border-rail`} style={{ left: right }} />
    </span>
  );
}

/** Drags, and a click is a short drag; many moves within a frame are one. The right end is now. */
function useDrag(scale: TimeScale | null) {
  const past = usePastStore();
  const box = useRef<{ left: number; x: number; frame: number } | null>(null);
  const latest = useRef(scale);
  useEffect(() => {
    latest.current = scale;
  });
  const seek = () => {
    const drag = box.current;
    const on = latest.current;
    if (drag === null) return;
    drag.frame = 0;
    if (on === null) return;
    if (drag.x >= on.width - EDGE_PX) past.look(null);
    else lookAt(past, on.at(Math.max(0, drag.x)));
  };
  const move = (event: PointerEvent) => {
    const drag = box.current;
    if (drag === null) return;
    drag.x = event.clientX - drag.left;
    if (drag.frame === 0) drag.frame = requestAnimationFrame(seek);
  };
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      const { left } = event.currentTarget.getBoundingClientRect();
      box.current = { left, x: 0, frame: 0 };
      move(event);
    },
    onPointerMove: move,
    onPointerUp: () => {
      const drag = box.current;
      if (drag !== null && drag.frame !== 0) {
        cancelAnimationFrame(drag.frame);
        seek();
      }
      box.current = null;
    },
    onPointerCancel: () => {
      box.current = null;
    },
  };
}

function LoadCanvas({ scale, until }: { scale: TimeScale; until: number }) {
  const past = usePastStore();
  const version = usePastState((state) => state.version);
  const { resolvedTheme } = useTheme();
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    paintLoad(element, { loads: past.lines().loads, scale, until, colours: readColours(element) });
    // The lines are changed in place: the version stands for them. The theme is read from the document.
  }, [past, scale, until, version, resolvedTheme]);
  return <canvas ref={canvas} aria-hidden className="absolute inset-0 size-full" />;
}
