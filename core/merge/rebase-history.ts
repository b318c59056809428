/** The way back over a merge: undoing takes back what one did oneself, and nothing of the others. */
import type { EditorDocument } from "@/core/edits/document";
import { applyEdit, editOf, invertEdit, isEmptyEdit, type Edit } from "@/core/edits/edit";
import type { Entry, History } from "@/core/edits/history";
import { merge } from "./index";
import { isSame } from "./same";
import type { Versions } from "./types";

/** Nodes that are merged for it at most, over all steps: the oldest steps back go when there are more. */
const MAX_NODES = 100_000;

/** The edit that makes one document of another. */
export function editBetween(from: EditorDocument, to: EditorDocument): Edit {
  const ids = new Set([...Object.keys(from.nodes), ...Object.keys(to.nodes)]);
  const spans = [...ids]
    .map((id) => [id, { from: from.nodes[id], to: to.nodes[id] }] as const)
    .filter(([, span]) => !isSame(span.from, span.to));
  const heading = ({ name, rootId }: EditorDocument) => ({ name, rootId });
  return editOf(new Map(spans), [heading(from), heading(to)]);
}

/**
 * The history that leads to `merged`, made of the one that leads to `mine`. Steps behind which a conflict
 * lies are left out, and what was undone can no longer be redone.
 */
export function rebaseHistory(
  history: History,
  { base, mine, theirs }: Versions,
  merged: EditorDocument,
): History {
  const size = Object.keys(mine.nodes).length + Object.keys(theirs.nodes).length + 1;
  const most = Math.floor(MAX_NODES / size);
  const undo: Entry[] = [];
  let at = mine;
  let after = merged;
  for (const entry of history.undo.toReversed().slice(0, most)) {
    at = applyEdit(at, invertEdit(entry.edit));
    const { document, conflicts } = merge({ base, mine: at, theirs });
    if (conflicts.length > 0) break;
    const edit = editBetween(document, after);
    if (!isEmptyEdit(edit)) undo.unshift({ ...entry, edit });
    after = document;
  }
  return { undo, redo: [], marked: true };
}
