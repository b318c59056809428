/** Who belongs to a node, and which of them made it what it is. */
import type { NodeRole } from "@/core/node";
import type { Cell, RunView } from "./cell";
import type { Tally } from "./tally";

/**
 * Ids of the nodes that belong to a node in one of these roles, in the order drawn, those born at run time
 * among them. Empty for a node that is not there.
 */
export function membersIn(
  view: RunView,
  nodeId: string,
  roles: readonly NonNullable<NodeRole>[],
): string[] {
  const cell = view.inner.cells.get(nodeId);
  const members = [...(cell?.children ?? []), ...(cell?.callbacks ?? [])];
  return members.flatMap(({ row }) =>
    row.role !== null && roles.includes(row.role) ? [row.id] : [],
  );
}

/** What is wrong with a container, worst first. */
const HARMS = ["failed", "revoked", "expired"] as const satisfies readonly (keyof Tally)[];

/**
 * The step, or the map itself, that made a node failed or revoked: of several the one that ended first, and
 * of those that ended at once the first one drawn. The node itself where nothing inside it is to blame.
 */
export function culpritIn(view: RunView, nodeId: string): string {
  const cell = view.inner.cells.get(nodeId);
  const harm = HARMS.find((each) => (cell?.tally[each] ?? 0) > 0);
  if (!cell || harm === undefined) return nodeId;
  let first: Cell | undefined;
  for (const culprit of culpritsIn(cell, harm)) {
    if (first === undefined || endOf(culprit) < endOf(first)) first = culprit;
  }
  return first?.row.id ?? nodeId;
}

/** Steps, and maps that failed by themselves, in the order drawn; of a step that was replaced what is inside it. */
function* culpritsIn(cell: Cell, harm: (typeof HARMS)[number]): Generator<Cell> {
  const inside = cell.members.filter((member) => (member.share?.[harm] ?? 0) > 0);
  if (inside.length === 0) yield cell;
  for (const member of inside) yield* culpritsIn(member, harm);
}

function endOf({ status }: Cell): number {
  return status.finishedAt ?? Number.POSITIVE_INFINITY;
}
