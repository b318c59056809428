import { getViewportForBounds, useReactFlow } from "@xyflow/react";
import { useCallback, useLayoutEffect, useMemo, useRef } from "react";
import type { RefObject } from "react";
import { movedBy } from "@/core/layout/hold";
import { LARGE_BOXES } from "@/core/layout/sight";
import type { LayoutTree } from "@/core/layout/tree";
import type { Layout, LayoutBox } from "@/core/layout/types";

export const FIT = { maxZoom: 1, minZoom: 0.1, padding: 0.08 };
/** Ten thousand boxes are still seen whole. */
const LEAST_ZOOM = 0.03;
/** On a phone a drawing is not shown smaller than this: text below it cannot be read. */
const LEGIBLE = { zoom: 0.75, narrow: 640, margin: 16 };

/** How long a movement of the view takes; no time for who asked the system for less motion. */
function motion(duration: number): { duration?: number } {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches ? {} : { duration };
}

/** What is looked at: fitting, bringing into view, and holding still what was folded. */
export function useViewport(
  frame: RefObject<HTMLDivElement | null>,
  drawing: Layout,
  tree: LayoutTree,
) {
  const flow = useReactFlow();
  const latest = useRef({ drawing, tree });
  const held = useRef<readonly LayoutBox[]>([]);

  // What was folded stays where it is looked at: the view moves by as much as the middle of its head did.
  useLayoutEffect(() => {
    latest.current = { drawing, tree };
    const moved = movedBy(held.current, drawing);
    held.current = [];
    if (moved === null) return;
    const { x, y, zoom } = flow.getViewport();
    void flow.setViewport({ x: x - moved.x * zoom, y: y - moved.y * zoom, zoom });
  }, [drawing, tree, flow]);

  const hold = useCallback((ids: readonly string[]) => {
    const { boxes } = latest.current.drawing;
    held.current = ids.flatMap((id) => boxes.find((box) => box.id === id) ?? []);
  }, []);
  const anchor = useCallback((id: string) => hold([id]), [hold]);

  return useMemo(() => {
    // React Flow knows only some nodes of a large drawing; the layout knows how large all of it is.
    const fit = (options = motion(180)) => {
      const { width, height, boxes } = latest.current.drawing;
      const rectangle = frame.current?.getBoundingClientRect();
      if (rectangle === undefined || rectangle.width === 0) return;
      const least = boxes.length > LARGE_BOXES ? LEAST_ZOOM : FIT.minZoom;
      const all = { x: 0, y: 0, width, height };
      const { maxZoom, padding } = FIT;
      const size = [rectangle.width, rectangle.height] as const;
      void flow.setViewport(getViewportForBounds(all, ...size, least, maxZoom, padding), options);
    };
    // The beginning of a wide drawing in a size that can be read says more on a phone than all of it.
    const isTooLarge = () => {
      const rectangle = frame.current?.getBoundingClientRect();
      const { width, height } = latest.current.drawing;
      if (rectangle === undefined || rectangle.width > LEGIBLE.narrow) return false;
      return Math.min(rectangle.width / width, rectangle.height / height) < LEGIBLE.zoom;
    };
    const begin = () => {
      if (isTooLarge())
        void flow.setViewport({ x: LEGIBLE.margin, y: LEGIBLE.margin, zoom: LEGIBLE.zoom });
      else if (latest.current.drawing.boxes.length > LARGE_BOXES) fit({});
    };
    const fitSmall = () => {
      if (!isTooLarge()) fit();
    };
    const pan = (dx: number, dy: number) => {
      const view = flow.getViewport();
      void flow.setViewport({ ...view, x: view.x + dx, y: view.y + dy });
    };
    const zoom = (factor: number) => void flow.zoomTo(flow.getZoom() * factor, motion(120));
    const reveal = (id: string, options: { focus?: boolean } = {}) => {
      const box = boxFor(id, latest.current.drawing, latest.current.tree);
      const rectangle = frame.current?.getBoundingClientRect();
      if (box === null || rectangle === undefined) return;
      const view = flow.getViewport();
      const left = box.x * view.zoom + view.x;
      const top = box.y * view.zoom + view.y;
      const inside =
        left >= 0 &&
        top >= 0 &&
        left + Math.min(box.width * view.zoom, rectangle.width) <= rectangle.width + 1 &&
        top + Math.min(box.height * view.zoom, rectangle.height) <= rectangle.height + 1;
      if (!inside) {
        void flow.setCenter(box.x + box.width / 2, box.y + Math.min(box.height / 2, 200), {
          zoom: Math.max(view.zoom, rectangle.width > LEGIBLE.narrow ? 0.5 : LEGIBLE.zoom),
          ...motion(180),
        });
      }
      if (options.focus === true) focusNode(frame.current, id);
    };
    return {
      fit: () => fit(),
      fitSmall,
      begin,
      zoom,
      pan,
      reveal,
      anchor,
      hold,
      toDrawing: flow.screenToFlowPosition,
      drawing: () => latest.current.drawing,
    };
  }, [flow, frame, anchor, hold]);
}

/** The box of a node, or of the stack that stands for it. */
function boxFor(id: string, drawing: Layout, tree: LayoutTree): LayoutBox | null {
  const byNode = new Map(
    drawing.boxes
      .filter((box) => box.type !== "cells" && box.type !== "empty")
      .map((box) => [box.nodeId, box]),
  );
  let found: LayoutBox | null = null;
  const walk = (each: LayoutTree, nearest: LayoutBox | null): boolean => {
    const own = byNode.get(each.id) ?? nearest;
    if (each.id === id) {
      found = own;
      return true;
    }
    return [...each.members, ...each.onSuccess, ...each.onFailure].some((next) => walk(next, own));
  };
  walk(tree, null);
  return found;
}

/** A node of a large drawing may have to be brought into it first. */
const FRAMES_UNTIL_DRAWN = 10;

function focusNode(frame: HTMLElement | null, id: string, frames = FRAMES_UNTIL_DRAWN): void {
  const node = frame?.querySelector(`[data-node-id="${CSS.escape(id)}"]`);
  const button =
    node?.getAttribute("role") === "button" ? node : node?.querySelector('[role="button"]');
  if (button instanceof HTMLElement) button.focus({ preventScroll: true });
  else if (frames > 0) requestAnimationFrame(() => focusNode(frame, id, frames - 1));
}
