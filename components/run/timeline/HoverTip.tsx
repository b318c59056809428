"use client";
import { useEffect, useState, type RefObject } from "react";
import { formatDuration } from "@/core/format";
import type { TimeScale } from "@/core/timeline";
import { usePastStore } from "./context";
import { segmentAt, segmentWords } from "./row-words";
import type { Whole } from "./use-whole";

interface HoverTipProps {
  frame: RefObject<HTMLElement | null>;
  labelWidth: number;
  scale: TimeScale;
  whole: Whole;
}

interface Tip {
  x: number;
  y: number;
  words: string;
  at: number;
}

/** A bar is found within so many pixels of the pointer. */
const NEAR_PX = 4;

/** What the bar under the pointer is. Those who do not point hear it of the row. */
export function HoverTip({ frame, labelWidth, scale, whole }: HoverTipProps) {
  const past = usePastStore();
  const [tip, setTip] = useState<Tip | null>(null);
  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const onMove = (event: PointerEvent) => {
      const box = element.getBoundingClientRect();
      const x = event.clientX - box.left - labelWidth;
      const row =
        event.target instanceof Element ? event.target.closest("[data-timeline-id]") : null;
      const id = row?.getAttribute("data-timeline-id");
      if (id === null || id === undefined || x < 0 || event.pointerType === "touch") {
        setTip(null);
        return;
      }
      const at = scale.at(x);
      const withinMs = Math.abs(scale.at(x + NEAR_PX) - at);
      const line = past.lines().byNode.get(id);
      const segment = segmentAt(line, at, { until: whole.until, withinMs });
      const words = segment === undefined ? "" : segmentWords(segment, whole.until);
      setTip({ x: x + labelWidth, y: event.clientY - box.top, words, at });
    };
    const onLeave = () => setTip(null);
    element.addEventListener("pointermove", onMove);
    element.addEventListener("pointerleave", onLeave);
    element.addEventListener("scroll", onLeave);
    return () => {
      element.removeEventListener("pointermove", onMove);
      element.removeEventListener("pointerleave", onLeave);
      element.removeEventListener("scroll", onLeave);
    };
  }, [frame, labelWidth, scale, whole.until, past]);
  if (tip === null) return null;
  const isRight = tip.x > labelWidth + scale.width * 0.6;
  return (
    <div
      aria-hidden
      className="num pointer-events-none absolute z-20 flex flex-col rounded-control border border-line bg-panel px-2 py-1 text-meta whitespace-nowrap shadow-float"
      style={{
        top: Math.max(0, tip.y - 44),
        ...(isRight ? { right: `calc(100% - ${tip.x - 8}px)` } : { left: tip.x + 8 }),
      }}
    >
      {tip.words === "" ? null : <span className="font-medium">{tip.words}</span>}
      <span className="text-soft">{formatDuration(tip.at - whole.from)} after the start</span>
    </div>
  );
}
