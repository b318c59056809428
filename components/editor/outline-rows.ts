/** The rows of the outline, and where its arrow keys lead. Pure. */
import type { Visit } from "@/core/edits/walk";
import type { Folds } from "@/core/layout/types";

/** True when a person folded this container; what only its size folds in the drawing stays open here. */
export function isRowFolded(folds: Folds, id: string): boolean {
  return folds.folded.get(id) === true;
}

/** The rows that are not in a folded container. Callbacks of a folded container stay. */
export function visibleRows(visits: readonly Visit[], folds: Folds): Visit[] {
  const hidden = new Set<string>();
  return visits.filter(({ node }) => {
    const { id, parentId, role } = node;
    if (parentId === null) return true;
    const isMember = role !== "onSuccess" && role !== "onFailure";
    const isGone = hidden.has(parentId) || (isMember && isRowFolded(folds, parentId));
    if (isGone) hidden.add(id);
    return !isGone;
  });
}

/** Where an arrow leads: `null` nowhere, `undefined` when the key is none of the tree's. */
export function neighbour(
  rows: readonly Visit[],
  index: number,
  key: string,
): string | null | undefined {
  const here = rows[index];
  switch (key) {
    case "ArrowDown":
      return rows[index + 1]?.node.id ?? null;
    case "ArrowUp":
      return rows[index - 1]?.node.id ?? null;
    case "ArrowLeft":
      return here?.node.parentId ?? null;
    case "ArrowRight": {
      const next = rows[index + 1];
      return next?.node.parentId === here?.node.id ? next?.node.id : null;
    }
    case "Home":
      return rows[0]?.node.id ?? null;
    case "End":
      return rows.at(-1)?.node.id ?? null;
    default:
      return undefined;
  }
}
