/** Moving nodes: begun by a drag or by a key, over the same slots, ended by dropping or cancelling. */
import { moveAll } from "@/core/edits/commands";
import { blockOf } from "@/core/edits/siblings";
import { slotsFor, type MoveSlot } from "@/core/edits/slots";
import { drawnNodes } from "@/core/layout/drawn";
import type { EditorStore, Moving } from "./editor-store";
import { treeOf } from "./structure";
import { titleOf } from "./words";

/** Slots that a move by keys can go to. */
export function legalSlots({ slots }: Pick<Moving, "slots">): MoveSlot[] {
  return slots.filter(({ refusal }) => refusal === null);
}

/** What moves, in a few words: `resize`, `3 nodes`. */
export function movedWords(store: EditorStore, ids: readonly string[]): string {
  const node = store.getState().document.nodes[ids[0] ?? ""];
  return ids.length > 1 || node === undefined ? `${ids.length} nodes` : titleOf(node);
}

/** Not a callback: a place in the order of things. */
function isInOrder({ verb }: MoveSlot): boolean {
  return verb !== "onSuccess" && verb !== "onFailure";
}

/** Begins to move these nodes together; notes why when they cannot be moved. True when it began. */
export function beginMoving(store: EditorStore, ids: readonly string[], by: Moving["by"]): boolean {
  const { document, folds, setMoving, refuse } = store.getState();
  if (ids.length === 0) {
    refuse("Nothing is selected. Select a node first.");
    return false;
  }
  const chosen = blockOf(document, ids);
  const tree = treeOf(document);
  if (typeof chosen === "string" || tree === null) {
    refuse(typeof chosen === "string" ? chosen : "Nothing is drawn yet.");
    return false;
  }
  const slots = slotsFor(document, chosen, drawnNodes(tree, folds));
  const legal = legalSlots({ slots });
  if (legal.length === 0) {
    refuse("There is no other place for it: everything that is drawn belongs to it.");
    return false;
  }
  // By keys one begins next to where the nodes are now.
  const here = slots.findIndex(({ refusal }) => refusal !== null);
  const next = slots.slice(here + 1).find((slot) => slot.refusal === null && isInOrder(slot));
  const slot = by === "keys" ? (next ?? legal[0] ?? null) : null;
  setMoving({ ids: chosen, slots, slot, refusal: null, by });
  return true;
}

export type SlotStep = "next" | "previous" | "nextNode" | "previousNode" | "first" | "last";

/** Goes to another legal slot. */
export function stepSlot(store: EditorStore, step: SlotStep): void {
  const { moving, setMoving } = store.getState();
  if (moving === null) return;
  const legal = legalSlots(moving);
  const at = moving.slot === null ? -1 : legal.indexOf(moving.slot);
  const to = legal[indexAfter(legal, at, step)];
  if (to !== undefined) setMoving({ ...moving, slot: to, refusal: null });
}

function indexAfter(legal: readonly MoveSlot[], at: number, step: SlotStep): number {
  const last = legal.length - 1;
  const isOther = (slot: MoveSlot) => slot.nodeId !== legal[at]?.nodeId;
  switch (step) {
    case "first":
      return 0;
    case "last":
      return last;
    case "next":
      return at >= last ? 0 : at + 1;
    case "previous":
      return at <= 0 ? last : at - 1;
    case "nextNode": {
      const next = legal.findIndex((slot, index) => index > at && isOther(slot));
      return next < 0 ? 0 : next;
    }
    case "previousNode": {
      const before = legal.findLastIndex((slot, index) => index < at && isOther(slot));
      return before < 0 ? last : before;
    }
  }
}

/** Goes to a slot of this node; to the next of them when it is at one already. */
export function goToNode(store: EditorStore, nodeId: string): void {
  const { moving, setMoving } = store.getState();
  if (moving === null) return;
  const own = legalSlots(moving).filter((slot) => slot.nodeId === nodeId);
  const at = own.findIndex((slot) => slot === moving.slot);
  const slot = own[(at + 1) % own.length];
  if (slot !== undefined) setMoving({ ...moving, slot, refusal: null });
}

/** Moves the nodes into the slot they are over. True when they moved. */
export function dropMoving(store: EditorStore): boolean {
  const { moving, setMoving, command, refuse } = store.getState();
  if (moving === null) return false;
  setMoving(null);
  const { slot, ids } = moving;
  if (slot === null || slot.refusal !== null) {
    if (moving.refusal !== null) refuse(moving.refusal);
    return false;
  }
  const { verb, nodeId } = slot;
  return command("Move", (context) => moveAll(context, ids, { verb, nodeId }));
}
