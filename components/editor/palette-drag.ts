/** Dragging out of the palette: the same slots as in a move, for a node that is not there yet. */
import type { PointerEvent } from "react";
import type { Slot } from "@/core/edits/place";
import { slotsForNew } from "@/core/edits/slots";
import { drawnNodes } from "@/core/layout/drawn";
import type { Adding } from "./editor-store";
import { isOverDrawing, followPress } from "./press";
import { treeOf } from "./structure";
import { aimMoving, followEdges, isAtEdge } from "./use-drag";
import type { EditorShared } from "./use-editor";

/** True over the drawing, once the pointer has come further than its edge: on its way in it crosses one. */
function createInside(area: Element): () => boolean {
  let wasInside = false;
  return () => {
    wasInside ||= isOverDrawing() && !isAtEdge(area);
    return wasInside && isOverDrawing();
  };
}

/** Follows a press on a row of the palette; `take` is told the slot that it was dropped on. */
export function dragOut(
  event: PointerEvent,
  shared: EditorShared,
  { adding, take }: { adding: Adding; take: (slot: Slot) => void },
): void {
  const { store, view } = shared;
  let unfollow = () => {};
  const stage = () => ({ shared, canvas: { current: view.canvas() } });
  const aim = () => {
    const { moving, setMoving } = store.getState();
    if (moving === null) return;
    if (isOverDrawing()) aimMoving(stage());
    else if (moving.slot !== null || moving.refusal !== null)
      setMoving({ ...moving, slot: null, refusal: null });
  };
  const stop = () => {
    unfollow();
    store.getState().setMoving(null);
  };
  followPress(event, {
    start() {
      const { document, folds, setMoving } = store.getState();
      const tree = treeOf(document);
      const drawn = tree === null ? undefined : drawnNodes(tree, folds);
      // Where a task can go a container can go too.
      const slots = slotsForNew(document, { kind: "task", task: "new" }, drawn);
      setMoving({ ids: [], slots, slot: null, refusal: null, by: "pointer", adding });
      const area = window.document.querySelector("[data-drawing]");
      if (area !== null) unfollow = followEdges(stage(), area, createInside(area));
      return true;
    },
    move: aim,
    drop() {
      const { moving, document } = store.getState();
      const isFirst = document.rootId === null && isOverDrawing();
      stop();
      if (isFirst) take({ verb: "first" });
      else if (moving?.slot) take({ verb: moving.slot.verb, nodeId: moving.slot.nodeId });
      else if (moving?.refusal) store.getState().refuse(moving.refusal);
    },
    cancel: stop,
  });
}
