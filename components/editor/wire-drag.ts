/** The wire gesture: from a "+" of a node to another node, or to the ground, where the palette takes over. */
import type { PointerEvent } from "react";
import { drawWire, wireTo, type WireStart } from "@/core/edits/wire";
import { wireOffers } from "@/core/edits/wire-offers";
import { pathOf } from "@/core/edits/siblings";
import { showSelected } from "./actions";
import { aimAt } from "./placing";
import { pointer } from "./pointer";
import { followPress, isOverDrawing } from "./press";
import { nodeAt } from "./slot-places";
import type { EditorShared } from "./use-editor";

/** Says why a wire is refused, with what it may mean instead. */
function offer(
  { store }: EditorShared,
  start: WireStart,
  { nodeId, refusal }: { nodeId: string; refusal: string },
): void {
  const { document, refuse, setDialog } = store.getState();
  const offers = wireOffers(document, start, nodeId);
  if (offers.length === 0) return refuse(refusal);
  const { x, y } = pointer.getState();
  setDialog({ kind: "wire", refusal, offers, x, y });
}

/** Follows a press on a "+". Without a drag it stays the click that it is. */
export function dragWire(event: PointerEvent, shared: EditorShared, start: WireStart): void {
  const { store, view } = shared;
  const from = { x: event.clientX, y: event.clientY };
  const here = (point: { x: number; y: number }) => view.canvas()?.toDrawing(point) ?? point;
  const origin = here(from);
  const stop = () => pointer.setState({ wire: null });

  function aim() {
    const { document } = store.getState();
    const to = here(pointer.getState());
    const under = isOverDrawing() ? nodeAt(view.canvas()?.drawing().boxes ?? [], to) : null;
    // The frames around the node are the ground that it lies on.
    const isGround = under !== null && pathOf(document, start.nodeId).slice(1).includes(under);
    const target = isGround ? null : under;
    const { wire } = pointer.getState();
    const isSame = wire?.end?.nodeId === target;
    const end =
      target === null
        ? null
        : isSame
          ? wire.end
          : { nodeId: target, ...wireTo(document, start, target) };
    pointer.setState({ wire: { start, from: origin, to, end } });
  }

  followPress(event, {
    start() {
      store.getState().select([start.nodeId]);
      return true;
    },
    move: aim,
    drop() {
      const { wire } = pointer.getState();
      const isOver = isOverDrawing();
      stop();
      if (wire === null || !isOver) return;
      const { end } = wire;
      const { command } = store.getState();
      if (end === null) {
        if (aimAt(store, start)) shared.focus.palette();
      } else if (end.refusal !== null) offer(shared, start, { ...end, refusal: end.refusal });
      else if (command("Draw a wire", (context) => drawWire(context, start, end.nodeId)))
        showSelected(shared);
    },
    cancel: stop,
  });
}
