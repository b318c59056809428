"use client";
import { useStoreApi } from "@xyflow/react";
import { useTheme } from "next-themes";
import { useLayoutEffect, useRef, type RefObject } from "react";
import { pictureOf, placeOf, showsAll } from "@/core/layout/picture";
import type { View } from "@/core/layout/sight";
import type { Layout } from "@/core/layout/types";
import { useCanvas } from "../context";
import { KIND_TURNS, KindIcon } from "../KindIcon";
import { StateMark } from "../StateMark";
import { STATE_ORDER } from "../state-words";
import { followView, viewOf } from "../view-moves";
import { createBrush, type Brush, type Icons } from "./brush";
import { readColours } from "./colours";
import { readIcon, type Icon } from "./icons";
import { createOverviewPainter } from "./overview-painter";

const KINDS = ["task", "chain", "group", "chord", "tree", "map"] as const;

const NONE: ReadonlySet<string> = new Set();

/** A picture that is to stand for nodes is not older. */
const OLD_MS = 1_000;
/** Boxes that are painted one by one leave a trace on the pixels that they share: all are painted so often. */
const CLEAN_MS = 1_000;

/**
 * A large drawing as one picture, under the nodes that are mounted of it. It reaches beyond what is seen:
 * while the view moves it is moved as it is, and painted anew where its end comes near, and at rest.
 */
export function OverviewCanvas({ drawing }: { drawing: Layout }) {
  const flow = useStoreApi();
  const { source, store } = useCanvas();
  const { resolvedTheme } = useTheme();
  const canvas = useRef<HTMLCanvasElement>(null);
  const stencil = useRef<HTMLSpanElement>(null);
  const kept = useRef<KeptBrush>(null);
  // Before the frame of a change of the drawing: nodes that are mounted leave their ground to the picture.
  useLayoutEffect(() => {
    const [element, icons] = [canvas.current, stencil.current];
    const context = element?.getContext("2d");
    if (element === null || icons === null || !context) return;
    const brush = brushOf(kept, { context, theme: resolvedTheme }, () => ({
      colours: readColours(element),
      icons: readIcons(icons),
      family: getComputedStyle(element).fontFamily,
    }));
    // At rest the nodes that are mounted have their rings themselves, and the picture need not follow a selection.
    let isMoving = false;
    const selected = () => (isMoving ? store.getState().selected : NONE);
    const painter = createOverviewPainter(brush, { drawing, source, selected });
    const scale = Math.max(1, Math.ceil(window.devicePixelRatio));
    let paintedAt = 0;
    let painted: { view: View; picture: View } | null = null;
    const place = (view: View) => {
      if (painted === null) return;
      const { x, y, scale: zoom } = placeOf(painted.picture, view);
      element.style.transform = `translate(${x}px, ${y}px) scale(${zoom})`;
    };
    let frame = 0;
    const paint = (view: View) => {
      cancelAnimationFrame(frame);
      frame = 0;
      const picture = pictureOf(view, scale);
      const [width, height] = [picture.width * scale, picture.height * scale];
      if (element.width !== width || element.height !== height) {
        Object.assign(element, { width, height });
        Object.assign(element.style, {
          width: `${picture.width}px`,
          height: `${picture.height}px`,
        });
      }
      context.setTransform(scale, 0, 0, scale, 0, 0);
      painter.paint(picture);
      paintedAt = performance.now();
      painted = { view, picture };
      place(view);
    };
    const shift = (view: View) => {
      const picture = pictureOf(view, scale);
      if (painted === null || !painter.shift(picture, scale)) return false;
      painted = { view, picture: painter.view() };
      place(view);
      return true;
    };
    // An edit changes drawing and selection one after the other: one picture of both, in the frame that shows it.
    const soon = () => {
      if (frame === 0) frame = requestAnimationFrame(() => paint(viewOf(flow)));
    };
    soon();
    let cleaning: ReturnType<typeof setTimeout> | undefined;
    const clean = () => {
      cleaning = undefined;
      if (!isMoving) paint(viewOf(flow));
    };
    const unsubscribers = [
      // At once: changes come before a frame, and are to be seen in that one.
      source.subscribeAll((changed) => {
        if (frame !== 0) return;
        if (!painter.repaint(changed)) paint(painted?.view ?? viewOf(flow));
        else cleaning ??= setTimeout(clean, CLEAN_MS);
      }),
      followView(flow, {
        onMove(view) {
          const begins = !isMoving;
          isMoving = true;
          // The times of what runs are those of when it was painted, and rings it has none yet.
          const isOld = performance.now() - paintedAt > OLD_MS || selected().size > 0;
          if (begins && isOld) paint(view);
          else if (painted !== null && showsAll(painted.picture, view, drawing)) place(view);
          else if (!shift(view)) paint(view);
        },
        onRest(view) {
          isMoving = false;
          paint(view);
        },
      }),
    ];
    return () => {
      clearTimeout(cleaning);
      cancelAnimationFrame(frame);
      for (const unsubscribe of unsubscribers) unsubscribe();
    };
    // The theme is read from the document, not passed: a change of it repaints.
  }, [drawing, source, store, flow, resolvedTheme]);
  return (
    <div className="pointer-events-none absolute inset-0 -z-10 overflow-hidden" aria-hidden>
      <canvas
        ref={canvas}
        data-overview
        className="absolute top-0 left-0 max-w-none origin-top-left will-change-transform"
      />
      <span ref={stencil} hidden>
        {STATE_ORDER.map((state) => (
          <span key={state} data-icon={state}>
            <StateMark state={state} silent />
          </span>
        ))}
        {KINDS.map((kind) => (
          <span key={kind} data-icon={kind}>
            <KindIcon kind={kind} />
          </span>
        ))}
      </span>
    </div>
  );
}

interface Ground {
  context: CanvasRenderingContext2D;
  theme: string | undefined;
}

interface KeptBrush extends Ground {
  brush: Brush;
}

/** The brush of a theme. Reading the page's colours and icons takes longer than a picture: it lasts over edits. */
function brushOf(
  kept: RefObject<KeptBrush | null>,
  { context, theme }: Ground,
  read: () => Parameters<typeof createBrush>[1],
): Brush {
  const { current } = kept;
  if (current?.context === context && current.theme === theme) return current.brush;
  const brush = createBrush(context, read());
  kept.current = { context, theme, brush };
  return brush;
}

/** From the icons that nodes use. */
function readIcons(stencil: HTMLElement): Icons {
  const icons = new Map<string | undefined, Icon>();
  for (const place of stencil.querySelectorAll<HTMLElement>("[data-icon]")) {
    const svg = place.querySelector("svg");
    if (svg !== null) icons.set(place.dataset["icon"], readIcon(svg));
  }
  return {
    state: (state) => icons.get(state),
    kind: (kind) => {
      const icon = icons.get(kind);
      return icon === undefined ? undefined : { icon, turn: KIND_TURNS[kind] ?? 0 };
    },
  };
}
