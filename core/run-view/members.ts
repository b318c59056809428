/** Who belongs to a node, and which of them made it what it is. */
import type { NodeRole } from "@/core/node";
import type { Cell, RunView, Whole } from "./cell";
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
 * `null` for the run: undefined where nothing in it is to blame.
 */
export function culpritIn(view: RunView, nodeId: string): string;
export function culpritIn(view: RunView, nodeId: string | null): string | undefined;
export function culpritIn(view: RunView, nodeId: string | null): string | undefined {
  const { whole, cells } = view.inner;
  const inside: Whole | undefined = nodeId === null ? whole : cells.get(nodeId);
  const harm = HARMS.find((each) => (inside?.tally[each] ?? 0) > 0);
  let first: Cell | undefined;
  for (const culprit of inside && harm ? culpritsIn(inside, harm) : []) {
    if (first === undefined || endOf(culprit) < endOf(first)) first = culprit;
  }
  return first?.row.id ?? nodeId ?? undefined;
}

/** Steps, and maps that failed by themselves, in the order drawn; of a step that was replaced what is inside it. */
function* culpritsIn(whole: Whole, harm: (typeof HARMS)[number]): Generator<Cell> {
  for (const member of whole.members) {
    if ((member.share?.[harm] ?? 0) === 0) continue;
    let isInside = false;
    for (const culprit of culpritsIn(member, harm)) {
      isInside = true;
      yield culprit;
    }
    if (!isInside) yield member;
  }
}

function endOf({ status }: Cell): number {
  return status.finishedAt ?? Number.POSITIVE_INFINITY;
}
