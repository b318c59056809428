/** What a node gives to the container that it is a member of. */
import type { StepStatus } from "@/core/events";
import type { NodeView } from "@/core/snapshot";
import { isTerminal } from "@/core/states";
import { isCallback, type Cell } from "./cell";
import { hasBegun } from "./progress";
import { emptyTally, type Share, type Tally } from "./tally";

const one = (yes: boolean): number => (yes ? 1 : 0);

/** The share of a node as its view shows it. */
export function shareOf(cell: Cell, view: NodeView): Share {
  const { row, status, tally } = cell;
  const isTask = row.kind === "task";
  const optional = row.optional === true;
  const harm = harmOf(cell, view);
  return {
    members: 1,
    settled: one(view.settled),
    skipped: one(view.state === "skipped"),
    begun: one(isTask ? hasBegun(status) : view.state !== "pending"),
    failed: one(harm === "failed" && !optional),
    revoked: one(harm === "revoked"),
    expired: one(harm === "expired" && !optional),
    revoking: one(view.revoking),
    running: tally.running + one(isTask && status.state === "running"),
    completedSteps: view.completedSteps,
    totalSteps: view.totalSteps,
    startedAt: view.startedAt,
    finishedAt: view.finishedAt,
    label: rises(cell) ? view.stateLabel : undefined,
    cause: view.state === "skipped" ? view.cause : undefined,
  };
}

/** What is wrong with a node, worst first. What fails in a replaced step beside its result, a callback, is. */
function harmOf(
  { row, tally, status }: Cell,
  view: NodeView,
): "failed" | "revoked" | "expired" | undefined {
  const inside = row.kind === "task" || view.state === "revoked" ? tally : emptyTally();
  if (view.state === "failed" || inside.failed > 0) return "failed";
  const own = row.kind === "task" && status.state === "revoked";
  if (inside.revoked > 0 || (own && !isExpired(status))) return "revoked";
  return inside.expired > 0 || own ? "expired" : undefined;
}

/** The share that a container's own step has in it. */
export function ownShare(status: StepStatus): Tally {
  const expired = isExpired(status);
  return {
    members: 1,
    settled: one(isTerminal(status.state)),
    skipped: one(status.state === "skipped"),
    begun: one(hasBegun(status)),
    failed: one(status.state === "failed"),
    revoked: one(status.state === "revoked" && !expired),
    expired: one(expired),
    revoking: one(status.revoking),
    running: one(status.state === "running"),
    completedSteps: 0,
    totalSteps: 0,
  };
}

function isExpired(status: StepStatus): boolean {
  return status.state === "revoked" && status.cause?.kind === "expired";
}

/** A label rises in a chain, out of a chord's body, and out of what took a step's place. */
function rises(cell: Cell): boolean {
  if (!cell.parent || isCallback(cell.row)) return false;
  const { kind } = cell.parent.row;
  return kind === "chain" || kind === "task" || (kind === "chord" && cell.row.role === "body");
}
