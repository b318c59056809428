import { useLayoutEffect, useRef, useState, type MouseEvent } from "react";
import { boxAt } from "@/core/layout/sight";
import type { Layout } from "@/core/layout/types";
import type { BoxNode } from "./flow-elements";
import type { CanvasProps } from "./types";

interface Around {
  props: CanvasProps;
  drawing: Layout;
  /** Boxes may be on the picture only: the ground, or their frame, is clicked in their place. */
  isLarge: boolean;
  toDrawing: (point: { x: number; y: number }) => { x: number; y: number };
}

/**
 * What the mouse does on nodes and ground. The same functions for good: React Flow hands them to each
 * node, and another one would draw all of them anew at every edit.
 */
export function useFlowHandlers(around: Around) {
  const latest = useRef(around);
  useLayoutEffect(() => {
    latest.current = around;
  });
  const [handlers] = useState(() => ({
    onNodeClick(event: MouseEvent, { data }: BoxNode) {
      if (isOwnControl(event.target)) return;
      const { box: clicked } = data;
      // In a frame lies what is on the picture only.
      const box = clicked.type === "frame" ? boxUnder(event, latest.current) : null;
      latest.current.props.onSelect((box ?? clicked).nodeId, howOf(event));
    },
    onNodeDoubleClick(event: MouseEvent, { data }: BoxNode) {
      if (!isOwnControl(event.target)) latest.current.props.onActivate?.(data.box.nodeId);
    },
    onPaneClick(event: MouseEvent) {
      const { props } = latest.current;
      const box = boxUnder(event, latest.current);
      if (box === null) props.onSelect(null, { additive: false });
      else props.onSelect(box.nodeId, howOf(event));
    },
  }));
  return handlers;
}

function boxUnder(event: MouseEvent, { drawing, isLarge, toDrawing }: Around) {
  if (!isLarge) return null;
  return boxAt(drawing.boxes, toDrawing({ x: event.clientX, y: event.clientY }));
}

/** How a click selects: with Shift up to here, with Ctrl besides what is selected. */
function howOf({ shiftKey, metaKey, ctrlKey }: MouseEvent) {
  return { additive: shiftKey || metaKey || ctrlKey, range: shiftKey };
}

/** A click on a control that lies on a node is the control's, not the node's. */
function isOwnControl(target: EventTarget): boolean {
  return (
    target instanceof Element &&
    target.closest("button, a, input, textarea, select, canvas") !== null
  );
}
