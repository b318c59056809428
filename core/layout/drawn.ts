/** Which nodes of a tree are drawn, and which of them as one card. */
import { isFolded, lanesOf, splitLanes } from "./folding";
import type { LayoutTree } from "./tree";
import type { Folds } from "./types";

export interface DrawnNodes {
  has(id: string): boolean;
  isFolded(id: string): boolean;
}

/** The nodes that have a box of their own. */
export function drawnNodes(tree: LayoutTree, folds: Folds): DrawnNodes {
  const drawn = new Set<string>();
  const folded = new Set<string>();
  function visit(node: LayoutTree): void {
    drawn.add(node.id);
    for (const callback of [...node.onSuccess, ...node.onFailure]) visit(callback);
    if (isFolded(node, folds)) {
      folded.add(node.id);
      return;
    }
    const lanes = lanesOf(node);
    const hidden = new Set(splitLanes(node, lanes, folds).cells);
    for (const member of node.members) if (!hidden.has(member)) visit(member);
  }
  visit(tree);
  return { has: (id) => drawn.has(id), isFolded: (id) => folded.has(id) };
}

/** `id`, or the innermost node around it that is drawn. `parentOf` answers null for the root. */
export function nearestDrawn(
  drawn: DrawnNodes,
  id: string,
  parentOf: (id: string) => string | null,
): string | null {
  let at: string | null = id;
  while (at !== null && !drawn.has(at)) at = parentOf(at);
  return at;
}
