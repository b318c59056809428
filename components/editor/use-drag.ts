"use client";
/**
 * Dragging on the drawing: a node or the head of a container to another place, or, with Shift, a frame
 * around what is to be selected. Nothing in the drawing moves before the drop. Touch scrolls instead; there
 * the menu's Move shows the same slots.
 */
import { useEffect, useMemo, type MouseEvent, type PointerEvent, type RefObject } from "react";
import { directionNow } from "@/components/canvas/direction";
import type { CanvasHandle } from "@/components/canvas/types";
import { whyNotOn, type MoveSlot } from "@/core/edits/slots";
import type { LayoutBox } from "@/core/layout/types";
import { showSelected } from "./actions";
import { beginMoving, dropMoving } from "./moving";
import { pointer } from "./pointer";
import { THRESHOLD_PX } from "./press";
import { nodesIn } from "./selecting";
import { nodeAt, placeSlots, slotAt } from "./slot-places";
import { useEditorShared, type EditorShared } from "./use-editor";

/** This near to an edge the drawing follows the pointer. */
const EDGE_PX = 44;
const MOST_PX_A_FRAME = 14;

interface Press {
  /** The node that is dragged; null: a frame is drawn. */
  id: string | null;
  x: number;
  y: number;
  isDragging: boolean;
}

export interface Stage {
  shared: EditorShared;
  canvas: { readonly current: CanvasHandle | null };
}

type Placed = ReturnType<typeof placeSlots>;
let last: { slots: unknown; boxes: unknown; placed: Placed } | null = null;

/** The places of the slots; while one drags neither they nor the boxes change. */
function placed(slots: readonly MoveSlot[], boxes: LayoutBox[]): Placed {
  if (last?.slots !== slots || last.boxes !== boxes)
    last = { slots, boxes, placed: placeSlots(slots, boxes, directionNow()) };
  return last.placed;
}

/** Points the move at the slot under the pointer, or says why there is none. */
export function aimMoving({ shared: { store }, canvas }: Stage): void {
  const { moving, setMoving, document } = store.getState();
  const view = canvas.current;
  if (moving === null || view === null) return;
  const point = view.toDrawing(pointer.getState());
  const { boxes } = view.drawing();
  const under = nodeAt(boxes, point);
  const reason = under === null ? null : whyNotOn(document, moving.ids, under);
  const found = reason === null ? slotAt(placed(moving.slots, boxes), point) : null;
  const slot = found?.slot.refusal === null ? found.slot : null;
  const refusal = reason ?? found?.slot.refusal ?? null;
  if (slot !== moving.slot || refusal !== moving.refusal) setMoving({ ...moving, slot, refusal });
}

function frameFrom(press: Press, { shared, canvas }: Stage): void {
  const view = canvas.current;
  if (view === null) return;
  const a = view.toDrawing(press);
  const b = view.toDrawing(pointer.getState());
  const frame = {
    x: Math.min(a.x, b.x),
    y: Math.min(a.y, b.y),
    width: Math.abs(a.x - b.x),
    height: Math.abs(a.y - b.y),
  };
  pointer.setState({ frame });
  shared.store.getState().select(nodesIn(view.drawing().boxes, frame, shared.store));
}

function drop({ shared, canvas }: Stage): void {
  const { store } = shared;
  const slot = store.getState().moving?.slot;
  if (slot) canvas.current?.hold([slot.nodeId]);
  if (dropMoving(store)) showSelected(shared);
}

function edgeSpeed(at: number, from: number, to: number): number {
  const low = Math.max(0, from + EDGE_PX - at);
  const high = Math.max(0, at - (to - EDGE_PX));
  return (Math.min(low, EDGE_PX) - Math.min(high, EDGE_PX)) * (MOST_PX_A_FRAME / EDGE_PX);
}

function speedAt(element: Element): [dx: number, dy: number] {
  const { x, y } = pointer.getState();
  const area = element.getBoundingClientRect();
  return [edgeSpeed(x, area.left, area.right), edgeSpeed(y, area.top, area.bottom)];
}

/** Whether the pointer is where the drawing follows it. */
export function isAtEdge(element: Element): boolean {
  return speedAt(element).some((speed) => speed !== 0);
}

/** Lets the drawing follow while the pointer is held at an edge of it. */
export function followEdges(
  stage: Stage,
  element: Element,
  isOver: () => boolean = () => true,
): () => void {
  let request = 0;
  const step = () => {
    const [dx, dy] = speedAt(element);
    // Asked first: it notes where the pointer has been.
    if (isOver() && (dx !== 0 || dy !== 0)) {
      stage.canvas.current?.pan(dx, dy);
      aimMoving(stage);
    }
    request = requestAnimationFrame(step);
  };
  request = requestAnimationFrame(step);
  return () => cancelAnimationFrame(request);
}

function createDrag(stage: Stage) {
  const { store } = stage.shared;
  let press: Press | null = null;
  let stop: (() => void) | null = null;
  let isClickTaken = false;

  function begin(element: Element): boolean {
    if (press === null) return false;
    const { id } = press;
    const { selection } = store.getState();
    if (id !== null && !beginMoving(store, selection.includes(id) ? selection : [id], "pointer"))
      return false;
    const unfollow = id === null ? () => undefined : followEdges(stage, element);
    const before = stop;
    stop = () => {
      unfollow();
      before?.();
    };
    return true;
  }
  function end() {
    stop?.();
    stop = null;
    press = null;
    pointer.setState({ frame: null });
  }
  function onMove(event: globalThis.PointerEvent, element: Element) {
    if (press === null) return;
    const { clientX: x, clientY: y } = event;
    pointer.setState({ x, y });
    if (!press.isDragging) {
      if (Math.hypot(x - press.x, y - press.y) < THRESHOLD_PX) return;
      if (!begin(element)) return end();
      press.isDragging = true;
    }
    if (press.id === null) frameFrom(press, stage);
    else if (store.getState().moving === null) end();
    else aimMoving(stage);
  }
  function onUp() {
    const isDragged = press?.isDragging === true;
    const isMove = isDragged && press?.id !== null;
    end();
    // The click that follows would select what lies under the pointer.
    isClickTaken = isDragged;
    if (isMove) drop(stage);
  }
  function onCancel() {
    store.getState().setMoving(null);
    end();
  }

  return {
    end,
    down(event: PointerEvent): void {
      isClickTaken = false;
      const { target, button, pointerType } = event;
      if (button !== 0 || pointerType === "touch" || !(target instanceof Element)) return;
      if (target.closest("button, a, input, textarea, select, .react-flow__panel") !== null) return;
      if (store.getState().moving !== null) return;
      const id = target.closest("[data-handle]")?.getAttribute("data-handle") ?? null;
      if (id === null && !event.shiftKey) return;
      const isFrame = event.shiftKey;
      press = { id: isFrame ? null : id, x: event.clientX, y: event.clientY, isDragging: false };
      const element = event.currentTarget;
      const move = (moved: globalThis.PointerEvent) => onMove(moved, element);
      window.addEventListener("pointermove", move);
      window.addEventListener("pointerup", onUp);
      window.addEventListener("pointercancel", onCancel);
      stop = () => {
        window.removeEventListener("pointermove", move);
        window.removeEventListener("pointerup", onUp);
        window.removeEventListener("pointercancel", onCancel);
      };
    },
    /** The canvas pans by what it sees of the mouse: a press that is ours must not reach it. */
    mouseDown(event: MouseEvent): void {
      if (press !== null) event.stopPropagation();
    },
    click(event: MouseEvent): void {
      const isMoveByKeys = store.getState().moving?.by === "keys";
      const { target } = event;
      const isPanel = target instanceof Element && target.closest(".react-flow__panel") !== null;
      if (isMoveByKeys && !isPanel) {
        pointer.setState({ x: event.clientX, y: event.clientY });
        aimMoving(stage);
        event.stopPropagation();
      } else if (isClickTaken) event.stopPropagation();
      isClickTaken = false;
    },
  };
}

/** Handlers for the element around the canvas. */
export function useDrag(canvas: RefObject<CanvasHandle | null>) {
  const shared = useEditorShared();
  const drag = useMemo(() => createDrag({ shared, canvas }), [shared, canvas]);
  useEffect(() => () => drag.end(), [drag]);
  return {
    onPointerDownCapture: drag.down,
    onMouseDownCapture: drag.mouseDown,
    onClickCapture: drag.click,
  };
}
