"use client";
import { useStoreApi } from "@xyflow/react";
import { useTheme } from "next-themes";
import { useEffect, useRef } from "react";
import type { View } from "@/core/layout/sight";
import type { Layout } from "@/core/layout/types";
import { useCanvas } from "./context";
import { createOverviewPainter, type OverviewColours } from "./overview-painter";
import type { FaceState } from "./types";

/** The drawing on one canvas element, while it is seen from far. */
export function OverviewCanvas({ drawing }: { drawing: Layout }) {
  const flow = useStoreApi();
  const { source } = useCanvas();
  const { resolvedTheme } = useTheme();
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext("2d");
    if (element === null || !context) return;
    const painter = createOverviewPainter(context, {
      drawing,
      source,
      colours: readColours(element),
    });
    const scale = Math.max(1, Math.ceil(window.devicePixelRatio));
    let frame = 0;
    let drawn: View | null = null;
    const paint = () => {
      frame = 0;
      const { transform, width, height } = flow.getState();
      const [x, y, zoom] = transform;
      if (drawn?.width !== width || drawn.height !== height) {
        element.width = width * scale;
        element.height = height * scale;
      }
      drawn = { x, y, zoom, width, height };
      context.setTransform(scale, 0, 0, scale, 0, 0);
      painter.paint(drawn);
    };
    const later = () => {
      if (frame === 0) frame = requestAnimationFrame(paint);
    };
    paint();
    const unsubscribers = [
      // At once: changes come before a frame, and are to be seen in that one.
      source.subscribeAll((changed) => {
        if (frame === 0 && !painter.repaint(changed)) paint();
      }),
      flow.subscribe(({ transform, width, height }) => {
        const [x, y, zoom] = transform;
        const isSame = drawn?.x === x && drawn.y === y && drawn.zoom === zoom;
        if (!isSame || drawn?.width !== width || drawn.height !== height) later();
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
  const probe = document.createElement("span");
  const computed = (colour: string) => {
    element.parentElement?.append(probe);
    probe.style.color = colour;
    const read = getComputedStyle(probe).color;
    probe.remove();
    return read;
  };
  const known = new Map<string, string>();
  const once = (colour: string) => {
    const read = known.get(colour) ?? computed(colour);
    known.set(colour, read);
    return read;
  };
  const variable = (state: FaceState) =>
    `var(--${state === "draft" ? "line-strong" : `state-${state}`})`;
  return {
    odd: computed("var(--odd)"),
    even: computed("var(--even)"),
    panel: computed("var(--panel)"),
    line: computed("var(--line-strong)"),
    rail: computed("var(--rail)"),
    danger: computed("var(--danger)"),
    state: (state) => once(variable(state)),
    inside: (state) =>
      once(`color-mix(in oklab, ${variable(state)} ${SHARES[state] ?? 35}%, var(--panel))`),
  };
}

/** How much of its colour is in a box. */
const SHARES: Partial<Record<FaceState, number>> = {
  draft: 0,
  failed: 90,
  running: 90,
  retrying: 90,
  revoked: 90,
  held: 90,
};
