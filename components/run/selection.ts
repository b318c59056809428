/** Which nodes of a run are selected, as clicks and keys make it. Pure. */
import type { LayoutTree } from "@/core/layout/tree";
import type { LayoutBox } from "@/core/layout/types";
import type { NodeView } from "@/core/snapshot";
import { isTerminal } from "@/core/states";

/** Ids, the one that is looked at first. */
export type Selection = readonly string[];

export const NOTHING: Selection = [];

/** Steps and what else has no members, in the order drawn. */
export function leavesOf(tree: LayoutTree): string[] {
  const branches = [...tree.members, ...tree.onSuccess, ...tree.onFailure];
  const own = tree.members.length === 0 ? [tree.id] : [];
  return [...own, ...branches.flatMap(leavesOf)];
}

/**
 * After a click: the node alone; with Ctrl it comes or goes; with Shift all from the one that is looked at up
 * to it. Between two nodes lie steps: of a container that is only begun between them nothing else is meant.
 */
export function selectClicked(
  selection: Selection,
  id: string,
  how: { additive: boolean; range?: boolean; leaves: () => readonly string[] },
): Selection {
  const [first] = selection;
  if (how.range === true && first !== undefined) return rangeOf(how.leaves(), first, id);
  if (!how.additive) return [id];
  return selection.includes(id) ? selection.filter((each) => each !== id) : [...selection, id];
}

function rangeOf(leaves: readonly string[], first: string, last: string): Selection {
  const [a, b] = [leaves.indexOf(first), leaves.indexOf(last)];
  // A container has no place among the steps: it is taken beside what was there.
  if (a < 0 || b < 0) return first === last ? [first] : [first, last];
  const between = leaves.slice(Math.min(a, b), Math.max(a, b) + 1);
  return [first, ...between.filter((each) => each !== first)];
}

/** The end of the selection moved by one step: the next comes, or the last that came goes. */
export function extendSelection(
  selection: Selection,
  leaves: readonly string[],
  by: 1 | -1,
): Selection {
  const [first] = selection;
  const last = selection.at(-1);
  if (first === undefined || last === undefined) return leaves.slice(0, 1);
  const next = leaves[leaves.indexOf(last) + by];
  return next === undefined ? selection : rangeOf(leaves, first, next);
}

export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Nodes in a frame: steps and folded containers that it touches. */
export function nodesIn(boxes: readonly LayoutBox[], frame: Rectangle): string[] {
  return boxes
    .filter(({ type }) => type === "task" || type === "stack")
    .filter(
      (box) =>
        box.x < frame.x + frame.width &&
        frame.x < box.x + box.width &&
        box.y < frame.y + frame.height &&
        frame.y < box.y + box.height,
    )
    .map(({ nodeId }) => nodeId);
}

/** A step that has ended badly, or waits for somebody to take it. */
export function canSucceed({ kind, state }: Pick<NodeView, "kind" | "state">): boolean {
  const isOpen = ["scheduled", "queued", "retrying", "held"].includes(state);
  return kind === "task" && (isOpen || state === "failed" || state === "revoked");
}

/** The steps of these nodes that have not begun: a revoke of them can be taken back. `null`: of the run. */
export function notBegun(nodes: Iterable<NodeView>, ids: Selection | null): string[] {
  const inside = new Set(ids);
  const found: string[] = [];
  // Parents come before their members.
  for (const { id, parentId, kind, state } of nodes) {
    if (parentId !== null && inside.has(parentId)) inside.add(id);
    if (kind !== "task" || (ids !== null && !inside.has(id))) continue;
    if (state !== "running" && !isTerminal(state)) found.push(id);
  }
  return found;
}
