/** What is drawn as nodes and what as cells. */
import type { LayoutTree } from "./tree";
import { FOLD_CHAIN_OVER, FOLD_OVER, MAX_CELLS, SIZES } from "./types";
import type { Folds } from "./types";

/** The members drawn side by side: of a group all, of a chord its header, of a tree its children. */
export function lanesOf(tree: LayoutTree): LayoutTree[] {
  switch (tree.kind) {
    case "group":
    case "map":
      return tree.members;
    case "chord":
      return tree.members.filter((member) => member.role === "header");
    case "tree":
      return tree.members.filter((member) => member.role === "child");
    case "task":
    case "chain":
      return [];
  }
}

/** Whether a container is drawn as a stack: as a person left it, else by its size. */
export function isFolded(tree: LayoutTree, folds: Folds): boolean {
  if (tree.members.length === 0) return false;
  const chosen = folds.folded.get(tree.id);
  if (chosen !== undefined) return chosen;
  if (tree.kind === "group" || tree.kind === "map") return tree.members.length > FOLD_OVER;
  return tree.members.length > FOLD_CHAIN_OVER && lanesOf(tree).length === 0;
}

/** Which lanes of an open container are drawn as nodes, and which as cells; both in the order drawn. */
export function splitLanes(
  tree: LayoutTree,
  lanes: LayoutTree[],
  folds: Folds,
): { drawn: LayoutTree[]; cells: LayoutTree[] } {
  const shown = shownLanes(tree, lanes, folds);
  const { picked } = folds;
  if (picked === undefined) return { drawn: lanes.slice(0, shown), cells: lanes.slice(shown) };
  const isDrawn = (lane: LayoutTree, index: number) => index < shown || picked.has(lane.id);
  return {
    drawn: lanes.filter(isDrawn),
    cells: lanes.filter((lane, index) => !isDrawn(lane, index)),
  };
}

/** How many lanes from the first on are drawn as nodes. */
function shownLanes(tree: LayoutTree, lanes: LayoutTree[], folds: Folds): number {
  const chosen = folds.shown.get(tree.id);
  if (chosen !== undefined) return Math.min(chosen, lanes.length);
  if (lanes.length <= FOLD_OVER) return lanes.length;
  return tree.kind === "group" || tree.kind === "map" ? FOLD_OVER : 0;
}

export interface CellBlock {
  columns: number;
  cell: number;
  width: number;
  height: number;
}

/** A block of cells about 3 wide to 1 high; cells are larger where there are few. */
export function cellBlock(count: number): CellBlock {
  const cells = Math.min(count, MAX_CELLS);
  const cell = cells <= 150 ? 12 : cells <= 1_000 ? 9 : 6;
  const least = Math.floor((SIZES.cellsMinWidth - 2 * SIZES.padding) / cell);
  const columns = Math.max(least, Math.ceil(Math.sqrt(cells * 3)));
  return {
    columns,
    cell,
    width: columns * cell + 2 * SIZES.padding,
    height: Math.ceil(cells / columns) * cell + SIZES.cellsExtra,
  };
}
