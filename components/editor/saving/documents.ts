/** Between what is saved and what the editor holds. */
import {
  emptyDocument,
  fromWorkflow,
  toWorkflow,
  type EditorDocument,
} from "@/core/edits/document";
import type { History } from "@/core/edits/history";
import { drawnOf, type SavedWorkflow } from "@/core/saved";
import { createId } from "../create-id";

export function documentOfSaved(saved: SavedWorkflow): EditorDocument {
  const drawn = drawnOf(saved);
  return drawn === null ? emptyDocument(saved.name) : fromWorkflow(drawn, createId);
}

export function savedOfDocument(document: EditorDocument): SavedWorkflow {
  return toWorkflow(document) ?? { version: 1, name: document.name, root: null };
}

/** Whether the document is empty because somebody emptied it, by the last thing that was done or undone. */
export function wasEmptiedByHand({ undo, redo }: History): boolean {
  return (
    undo.at(-1)?.edit.heading?.[1].rootId === null || redo.at(-1)?.edit.heading?.[0].rootId === null
  );
}

export function hasTasks({ nodes }: EditorDocument): boolean {
  return Object.values(nodes).some(({ own }) => own.kind === "task");
}
