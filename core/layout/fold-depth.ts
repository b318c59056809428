/** Folding many containers at once. */
import type { LayoutTree } from "./tree";
import type { Folds } from "./types";

function containersOf(tree: LayoutTree, depth = 0): { id: string; depth: number }[] {
  const below = [...tree.members, ...tree.onSuccess, ...tree.onFailure];
  const own = tree.members.length > 0 ? [{ id: tree.id, depth }] : [];
  return [...own, ...below.flatMap((member) => containersOf(member, depth + 1))];
}

/** Folds every container at this depth or below, and opens those above. 0 folds the root. */
export function foldToDepth(tree: LayoutTree, folds: Folds, depth: number): Folds {
  const folded = new Map(folds.folded);
  for (const container of containersOf(tree)) folded.set(container.id, container.depth >= depth);
  return { ...folds, folded };
}

/** Folds or opens a container and every one in it. */
export function foldAllIn(tree: LayoutTree, folds: Folds, isFolded: boolean): Folds {
  const folded = new Map(folds.folded);
  for (const { id } of containersOf(tree)) folded.set(id, isFolded);
  return { ...folds, folded };
}

/** The part of the tree that begins with this node; null when there is none. */
export function subtreeOf(tree: LayoutTree, id: string): LayoutTree | null {
  if (tree.id === id) return tree;
  for (const member of [...tree.members, ...tree.onSuccess, ...tree.onFailure]) {
    const found = subtreeOf(member, id);
    if (found !== null) return found;
  }
  return null;
}
