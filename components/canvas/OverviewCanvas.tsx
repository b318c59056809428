"use client";
import { useStoreApi } from "@xyflow/react";
import { useTheme } from "next-themes";
import { useEffect, useRef } from "react";
import type { Layout } from "@/core/layout/types";
import { useCanvas } from "./context";
import { useOverview } from "./overview";
import { paintOverview, pathsOf, type OverviewColours } from "./overview-painter";
import type { FaceState } from "./types";

/** The drawing on one canvas element, while it is seen from far. */
export function OverviewCanvas({ drawing }: { drawing: Layout }) {
  return useOverview() ? <Painted drawing={drawing} /> : null;
}

function Painted({ drawing }: { drawing: Layout }) {
  const flow = useStoreApi();
  const { source } = useCanvas();
  const { resolvedTheme } = useTheme();
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext("2d");
    if (element === null || !context) return;
    const paths = pathsOf(drawing.lines);
    const colours = readColours(element);
    const scale = Math.max(1, Math.ceil(window.devicePixelRatio));
    let frame = 0;
    let drawn: { transform: readonly number[]; width: number; height: number } | null = null;
    const paint = () => {
      frame = 0;
      const { transform, width, height } = flow.getState();
      const [x, y, zoom] = transform;
      if (drawn?.width !== width || drawn.height !== height) {
        element.width = width * scale;
        element.height = height * scale;
      }
      drawn = { transform, width, height };
      context.setTransform(scale, 0, 0, scale, 0, 0);
      paintOverview(context, {
        drawing,
        paths,
        source,
        colours,
        view: { x, y, zoom, width, height },
      });
    };
    const later = () => {
      if (frame === 0) frame = requestAnimationFrame(paint);
    };
    paint();
    const unsubscribers = [
      source.subscribeAll(later),
      flow.subscribe(({ transform, width, height }) => {
        const isSame = drawn?.transform === transform && drawn.width === width;
        if (!isSame || drawn?.height !== height) later();
      }),
    ];
    return () => {
      cancelAnimationFrame(frame);
      for (const unsubscribe of unsubscribers) unsubscribe();
    };
    // The theme is read from the document, not passed: a change of it repaints.
  }, [drawing, source, flow, resolvedTheme]);
  return (
    <canvas
      ref={canvas}
      aria-hidden
      data-overview
      className="pointer-events-none absolute inset-0 -z-10 size-full"
    />
  );
}

/** The colours as the document has them now: a canvas cannot read custom properties itself. */
function readColours(element: HTMLElement): OverviewColours {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const strong = token("line-strong");
  const states = new Map<FaceState, string>([["draft", strong]]);
  return {
    odd: token("odd"),
    even: token("even"),
    panel: token("panel"),
    line: strong,
    rail: token("rail"),
    danger: token("danger"),
    state(state) {
      const known = states.get(state) ?? token(`state-${state}`);
      states.set(state, known);
      return known;
    },
  };
}
