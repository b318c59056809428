/** Which key does what in the editor. Single letters count only on the canvas and the outline. */
import type { Verb } from "@/core/edits/place";

export type EditorAction =
  | { type: "undo" }
  | { type: "redo" }
  | { type: "run" }
  | { type: "search" }
  | { type: "insert"; verb: Verb }
  | { type: "remove" }
  | { type: "duplicate" }
  | { type: "edit" }
  | { type: "rename" }
  | { type: "escape" };

export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
}

/** Keys that count anywhere in the editor, in fields too. */
export function globalAction(press: KeyPress): EditorAction | null {
  if (!(press.ctrlKey || press.metaKey) || press.altKey) return null;
  switch (press.key.toLowerCase()) {
    case "z":
      return { type: press.shiftKey ? "redo" : "undo" };
    case "y":
      return { type: "redo" };
    case "enter":
      return { type: "run" };
    default:
      return null;
  }
}

const LETTERS: { [key: string]: EditorAction } = {
  n: { type: "insert", verb: "then" },
  b: { type: "insert", verb: "before" },
  p: { type: "insert", verb: "alongside" },
  j: { type: "insert", verb: "join" },
  i: { type: "insert", verb: "inside" },
  delete: { type: "remove" },
  backspace: { type: "remove" },
  enter: { type: "edit" },
  f2: { type: "rename" },
  escape: { type: "escape" },
  "/": { type: "search" },
};

/** Keys that count while a node, the canvas or the outline has the focus. */
export function nodeAction(press: KeyPress): EditorAction | null {
  const key = press.key.toLowerCase();
  if (press.altKey) return null;
  if (press.ctrlKey || press.metaKey)
    return key === "d" && !press.shiftKey ? { type: "duplicate" } : null;
  if (press.shiftKey) return key === "i" ? { type: "insert", verb: "insideFirst" } : null;
  return LETTERS[key] ?? null;
}

/** The keys as they are listed for a person. */
export const KEY_HELP: readonly { keys: string; does: string }[] = [
  { keys: "↑ ↓ ← →", does: "Go through the nodes" },
  { keys: "N / B", does: "Add after / before" },
  { keys: "P", does: "Add alongside" },
  { keys: "J", does: "Join with a body" },
  { keys: "I / Shift I", does: "Add inside, last / first" },
  { keys: "Enter", does: "Edit the arguments" },
  { keys: "F2", does: "Rename" },
  { keys: "Ctrl D", does: "Duplicate" },
  { keys: "Delete", does: "Remove" },
  { keys: "/", does: "Search the tasks" },
  { keys: "Ctrl Z / Ctrl Shift Z", does: "Undo / redo" },
  { keys: "Ctrl Enter", does: "Run" },
];
