/**
 * Unfolding by pages. Which lanes are on a page is decided when a person asks for it, what failed first, and
 * stays as it was decided: what a run does later moves nothing.
 */
import { lanesOf, splitLanes } from "./folding";
import type { LayoutTree } from "./tree";
import { FOLD_OVER, type Folds } from "./types";

/** Draws another page of a container's lanes as nodes: those that `isFirst` says, then others in their order. */
export function withNextPage(
  tree: LayoutTree,
  folds: Folds,
  isFirst: (id: string) => boolean,
): Folds {
  const lanes = lanesOf(tree);
  const { cells } = splitLanes(tree, lanes, folds);
  const first = cells.filter(({ id }) => isFirst(id)).slice(0, FOLD_OVER);
  const others = cells.filter(({ id }) => !isFirst(id)).slice(0, FOLD_OVER - first.length);
  const last = others.at(-1);
  const shown = new Map(folds.shown);
  if (last !== undefined) shown.set(tree.id, lanes.indexOf(last) + 1);
  else if (!shown.has(tree.id)) shown.set(tree.id, lanes.length - cells.length);
  if (first.length === 0) return { ...folds, shown };
  const picked = new Set([...(folds.picked ?? []), ...first.map(({ id }) => id)]);
  return { ...folds, shown, picked };
}

/** Opens a stack. Its first page has what `isFirst` says on it, and otherwise is as it always is. */
export function opened(tree: LayoutTree, folds: Folds, isFirst: (id: string) => boolean): Folds {
  const open = { ...folds, folded: new Map(folds.folded).set(tree.id, false) };
  const lanes = lanesOf(tree);
  const { cells } = splitLanes(tree, lanes, open);
  if (folds.shown.has(tree.id) || !cells.some(({ id }) => isFirst(id))) return open;
  const none = { ...open, shown: new Map(open.shown).set(tree.id, 0) };
  return withNextPage(tree, none, isFirst);
}
