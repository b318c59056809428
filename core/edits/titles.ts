/** What a node is called in sentences, menus and rows. */
import type { NodeKind } from "@/core/node";
import type { EditorDocument, EditorNode } from "./document";

export const KIND_WORDS: { [K in NodeKind]: string } = {
  task: "Task",
  chain: "Chain",
  group: "Group",
  chord: "Chord",
  tree: "Tree",
  map: "Map",
};

/** `math.add` as `math.` and `add`. */
export function splitTask(task: string): { namespace: string; short: string } {
  const at = task.lastIndexOf(".") + 1;
  return { namespace: task.slice(0, at), short: task.slice(at) };
}

/** A node's label or name; else its task's own name, or its kind. */
export function titleOf({ own }: EditorNode): string {
  if (own.kind === "task") return own.label ?? splitTask(own.task).short;
  return own.label ?? own.name ?? KIND_WORDS[own.kind];
}

/** The title of the node with this id. */
export function titleIn(document: EditorDocument, id: string): string {
  const node = document.nodes[id];
  return node === undefined ? "a node that is gone" : titleOf(node);
}
