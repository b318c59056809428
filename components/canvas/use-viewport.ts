import { useReactFlow } from "@xyflow/react";
import { useCallback, useLayoutEffect, useMemo, useRef } from "react";
import type { RefObject } from "react";
import type { LayoutTree } from "@/core/layout/tree";
import type { Layout, LayoutBox } from "@/core/layout/types";

const FIT = { maxZoom: 1, minZoom: 0.1, padding: 0.08, duration: 180 };

/** What is looked at: fitting, bringing into view, and holding still what was folded. */
export function useViewport(
  frame: RefObject<HTMLDivElement | null>,
  drawing: Layout,
  tree: LayoutTree,
) {
  const flow = useReactFlow();
  const latest = useRef({ drawing, tree });
  const held = useRef<LayoutBox | null>(null);

  // What was folded stays where it is looked at: the view moves by as much as the middle of its head did.
  useLayoutEffect(() => {
    latest.current = { drawing, tree };
    const before = held.current;
    held.current = null;
    const after = drawing.boxes.find((box) => box.id === before?.id);
    if (before === null || after === undefined) return;
    const { x, y, zoom } = flow.getViewport();
    void flow.setViewport({
      x: x + (before.x + before.width / 2 - after.x - after.width / 2) * zoom,
      y: y + (before.y - after.y) * zoom,
      zoom,
    });
  }, [drawing, tree, flow]);

  const anchor = useCallback((id: string) => {
    held.current = latest.current.drawing.boxes.find((box) => box.id === id) ?? null;
  }, []);

  return useMemo(() => {
    const fit = () => void flow.fitView(FIT);
    const zoom = (factor: number) => void flow.zoomTo(flow.getZoom() * factor, { duration: 120 });
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
          zoom: Math.max(view.zoom, 0.5),
          duration: 180,
        });
      }
      if (options.focus === true) focusNode(frame.current, id);
    };
    return { fit, zoom, reveal, anchor };
  }, [flow, frame, anchor]);
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

function focusNode(frame: HTMLElement | null, id: string): void {
  const node = frame?.querySelector(`[data-node-id="${CSS.escape(id)}"]`);
  const button =
    node?.getAttribute("role") === "button" ? node : node?.querySelector('[role="button"]');
  if (button instanceof HTMLElement) button.focus({ preventScroll: true });
}
