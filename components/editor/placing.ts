/** Where a pick from the palette goes, and the deed. */
import { duplicate, insert, remove } from "@/core/edits/commands";
import type { Slot } from "@/core/edits/place";
import { replaceTask } from "@/core/edits/settings";
import type { WorkflowNode } from "@/core/node";
import type { EditorData, EditorStore, PaletteTarget } from "./editor-store";
import { splitTask } from "./words";

/** What the palette is aimed at: what was asked for, else after the selected node, else after all that is drawn. */
export function targetOf({
  document,
  selection,
  target,
}: Pick<EditorData, "document" | "selection" | "target">): PaletteTarget {
  const node = target?.kind === "replace" ? target.nodeId : slotNode(target);
  if (target !== null && (node === null || document.nodes[node] !== undefined)) return target;
  const nodeId = selection.at(-1) ?? document.rootId;
  return { kind: "insert", slot: nodeId === null ? { verb: "first" } : { verb: "then", nodeId } };
}

/** Aims the palette at a slot, or notes why nothing can go there. True when it is aimed. */
export function aimAt(store: EditorStore, slot: Slot): boolean {
  const { document, aim } = store.getState();
  let count = 0;
  const createId = () => `probe${(count += 1)}`;
  const outcome = insert({ document, createId }, slot, { kind: "task", task: "probe" });
  aim(outcome.ok ? { kind: "insert", slot } : null);
  if (!outcome.ok) store.setState({ notice: outcome.reason });
  return outcome.ok;
}

function slotNode(target: PaletteTarget | null): string | null {
  return target?.kind === "insert" && target.slot.verb !== "first" ? target.slot.nodeId : null;
}

/** Adds a node where the palette is aimed at, or calls the task in its place. True when it was done. */
export function addNode(store: EditorStore, node: WorkflowNode): boolean {
  const state = store.getState();
  const target = targetOf(state);
  if (target.kind === "replace") {
    if (node.kind !== "task") return false;
    state.mark();
    state.edit("Replace task", (document) => replaceTask(document, target.nodeId, node.task));
    state.select([target.nodeId]);
    state.aim(null);
    return true;
  }
  const label = node.kind === "task" ? `Add ${splitTask(node.task).short}` : `Add ${node.kind}`;
  const isDone = state.command(label, (context) => insert(context, target.slot, node));
  if (isDone) state.aim(null);
  return isDone;
}

/** Removes what is selected. */
export function removeSelected(store: EditorStore): boolean {
  const { selection, command } = store.getState();
  if (selection.length === 0) return false;
  return command("Remove", (context) => remove(context, selection));
}

/** Duplicates the node that is looked at. */
export function duplicateSelected(store: EditorStore): boolean {
  const { selection, command } = store.getState();
  const id = selection.at(-1);
  return id !== undefined && command("Duplicate", (context) => duplicate(context, id));
}
