/** Where a pick from the palette goes, and the deed. */
import { duplicateAll, insert, remove } from "@/core/edits/commands";
import type { Slot } from "@/core/edits/place";
import { replaceKeeping } from "@/core/edits/replace";
import { sourceOf } from "@/core/edits/walk";
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

/** The parameters of a task in declared order; null when it is not known. */
export type ParametersOf = (task: string) => readonly string[] | null;

/**
 * Adds a node where the palette is aimed at, or calls the task in its place, with the arguments that still
 * bind. True when it was done.
 */
export function addNode(
  store: EditorStore,
  node: WorkflowNode,
  parametersOf: ParametersOf = () => null,
): boolean {
  const state = store.getState();
  const target = targetOf(state);
  if (target.kind === "replace") {
    if (node.kind !== "task") return false;
    replaceAt(store, { nodeId: target.nodeId, task: node.task, parametersOf });
    state.select([target.nodeId]);
    state.aim(null);
    return true;
  }
  const label = node.kind === "task" ? `Add ${splitTask(node.task).short}` : `Add ${node.kind}`;
  const isDone = state.command(label, (context) => insert(context, target.slot, node));
  if (isDone) state.aim(null);
  return isDone;
}

function replaceAt(
  store: EditorStore,
  { nodeId, task, parametersOf }: { nodeId: string; task: string; parametersOf: ParametersOf },
): void {
  const { document, mark, edit } = store.getState();
  const own = document.nodes[nodeId]?.own;
  if (own?.kind !== "task") return;
  const receives = own.immutable !== true && sourceOf(document, nodeId) !== null;
  const [from, to] = [parametersOf(own.task), parametersOf(task)];
  mark();
  edit("Replace task", (before) => replaceKeeping(before, nodeId, { task, from, to, receives }));
}

/** Removes what is selected. */
export function removeSelected(store: EditorStore): boolean {
  const { selection, command } = store.getState();
  if (selection.length === 0) return false;
  return command("Remove", (context) => remove(context, selection));
}

/** Duplicates what is selected. */
export function duplicateSelected(store: EditorStore): boolean {
  const { selection, command } = store.getState();
  if (selection.length === 0) return false;
  return command("Duplicate", (context) => duplicateAll(context, selection));
}
