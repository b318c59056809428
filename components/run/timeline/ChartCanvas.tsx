"use client";
import { useTheme } from "next-themes";
import { useEffect, useRef } from "react";
import type { Tick, TimeScale } from "@/core/timeline";
import { paintChart, type ChartRow } from "./chart-painter";
import { readColours } from "./colours";

interface ChartCanvasProps {
  /** Of the rows in view. */
  rows: readonly ChartRow[];
  scale: TimeScale;
  ticks: readonly Tick[];
  until: number;
  rowHeight: number;
  top: number;
  left: number;
}

/** The bars of the rows in view, on one canvas element that scrolls with them. */
export function ChartCanvas(props: ChartCanvasProps) {
  const { rows, scale, ticks, until, rowHeight, top, left } = props;
  const { resolvedTheme } = useTheme();
  const canvas = useRef<HTMLCanvasElement>(null);
  // Whatever changed is on it; the theme is read from the document.
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    const colours = readColours(element);
    paintChart(element, { rows, scale, ticks: ticks.map(({ x }) => x), until, rowHeight, colours });
  }, [rows, scale, ticks, until, rowHeight, resolvedTheme]);
  return (
    <canvas
      ref={canvas}
      aria-hidden
      data-timeline-chart
      className="pointer-events-none absolute"
      style={{ top, left, width: scale.width, height: rows.length * rowHeight }}
    />
  );
}
