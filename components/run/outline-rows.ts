/** The outline as a flat list of what is unfolded: what a virtual list draws and arrow keys walk. Pure. */
import type { LayoutTree } from "@/core/layout/tree";

export interface OutlineRow {
  id: string;
  depth: number;
  parentId: string | null;
  foldable: boolean;
  folded: boolean;
  /** Place among its siblings, from 1, for those who hear the outline. */
  position: number;
  siblings: number;
  role: LayoutTree["role"];
}

/** Members of containers beyond this many are folded at first. */
const FOLD_MEMBERS_OVER = 100;

export type OutlineFolds = ReadonlyMap<string, boolean>;

function branchesOf(tree: LayoutTree): LayoutTree[] {
  return [...tree.members, ...tree.onSuccess, ...tree.onFailure];
}

function isFolded(tree: LayoutTree, folds: OutlineFolds): boolean {
  return folds.get(tree.id) ?? tree.members.length > FOLD_MEMBERS_OVER;
}

/**
 * Rows in the order drawn, callbacks after the members of what they hang on.
 *
 * @param lit of a filter: only these are listed, and what is large is not folded for that
 */
export function outlineRows(
  tree: LayoutTree,
  folds: OutlineFolds,
  lit: ReadonlySet<string> | null = null,
): OutlineRow[] {
  const rows: OutlineRow[] = [];
  const walk = (
    each: LayoutTree,
    above: Pick<OutlineRow, "depth" | "parentId">,
    place: number[],
  ) => {
    const all = branchesOf(each);
    const branches = lit === null ? all : all.filter(({ id }) => lit.has(id));
    const isFoldedNow = lit === null ? isFolded(each, folds) : folds.get(each.id) === true;
    const folded = branches.length > 0 && isFoldedNow;
    const [position = 1, siblings = 1] = place;
    rows.push({
      ...above,
      id: each.id,
      role: each.role,
      foldable: branches.length > 0,
      folded,
      position,
      siblings,
    });
    if (folded) return;
    branches.forEach((branch, index) =>
      walk(branch, { depth: above.depth + 1, parentId: each.id }, [index + 1, branches.length]),
    );
  };
  if (lit === null || lit.has(tree.id)) walk(tree, { depth: 0, parentId: null }, [1, 1]);
  return rows;
}

/** The containers to unfold so that a node is seen; empty when it is or is not there. */
export function foldsToShow(tree: LayoutTree, id: string, folds: OutlineFolds): string[] {
  const path: string[] = [];
  const find = (each: LayoutTree): boolean => {
    if (each.id === id) return true;
    path.push(each.id);
    for (const branch of branchesOf(each)) {
      if (find(branch)) return true;
    }
    path.pop();
    return false;
  };
  if (!find(tree)) return [];
  const onPath = new Set(path);
  const folded: string[] = [];
  const collect = (each: LayoutTree) => {
    if (!onPath.has(each.id)) return;
    if (isFolded(each, folds)) folded.push(each.id);
    branchesOf(each).forEach(collect);
  };
  collect(tree);
  return folded;
}

export type OutlineMove =
  { type: "select"; id: string } | { type: "fold"; id: string; folded: boolean } | null;

const MOVES = new Set(["ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight", "Home", "End"]);

/** What an arrow key does in a tree view (the pattern of WAI-ARIA). */
export function outlineKey(rows: OutlineRow[], id: string | null, key: string): OutlineMove {
  if (!MOVES.has(key)) return null;
  const index = rows.findIndex((row) => row.id === id);
  const row = rows[index];
  const to = (target: OutlineRow | undefined): OutlineMove =>
    target === undefined ? null : { type: "select", id: target.id };
  if (row === undefined || key === "Home") return to(rows[0]);
  switch (key) {
    case "ArrowDown":
      return to(rows[index + 1]);
    case "ArrowUp":
      return to(rows[index - 1]);
    case "End":
      return to(rows.at(-1));
    case "ArrowRight":
      if (row.foldable && row.folded) return { type: "fold", id: row.id, folded: false };
      return row.foldable ? to(rows[index + 1]) : null;
    case "ArrowLeft":
      if (row.foldable && !row.folded) return { type: "fold", id: row.id, folded: true };
      return to(rows.find((each) => each.id === row.parentId));
    default:
      return null;
  }
}
