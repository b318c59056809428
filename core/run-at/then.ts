/**
 * What is read of a node when somebody looks (arguments, result, attempts, log) is what it is now. Held against a
 * moment that is over: what of it was so then, and what is not known any more.
 */
import type { RunView } from "@/core/run-view";
import type { NodeView } from "@/core/snapshot";
import { isTerminal, type StepState } from "@/core/states";

/** Both are of one decision to execute: its arguments, what it received and what it came to are the same. */
export function isSameDecision(then: NodeView, live: NodeView | undefined): boolean {
  return live !== undefined && then.epoch === live.epoch && then.iteration === live.iteration;
}

/**
 * What there was of a node's result.
 *
 * - `there`: it had it, and what is read now is that
 * - `none`: it had none yet, or ended without one
 * - `replaced`: it had one, and has run again since: that one is gone
 */
type ResultThen = "there" | "none" | "replaced";

export function resultThen(past: RunView, live: RunView, nodeId: string): ResultThen {
  const then = past.nodes.get(nodeId);
  if (then?.state !== "succeeded" || !then.settled) return "none";
  const hasChanged = [...inside(past, nodeId)].some(
    (node) => !isSameDecision(node, live.nodes.get(node.id)) || isOpen(live.nodes.get(node.id)),
  );
  return hasChanged || live.nodes.get(nodeId)?.state !== "succeeded" ? "replaced" : "there";
}

const isOpen = (node: NodeView | undefined) =>
  node === undefined || !(isTerminal(node.state as StepState) && node.settled);

/** A node and all under it. Parents come before their members. */
function* inside(view: RunView, nodeId: string): Generator<NodeView> {
  const found = new Set<string>();
  for (const node of view.nodes.values()) {
    if (node.id !== nodeId && (node.parentId === null || !found.has(node.parentId))) continue;
    found.add(node.id);
    yield node;
  }
}

/** What {@link detailsThen} looks at. */
interface Details {
  history: { finishedAt: number; epoch: number; attempt: number; iteration: number }[];
  received?: unknown;
  idempotencyKey?: string | undefined;
  error?: unknown;
}

/** The details of a step without what came after `at`, in milliseconds by Redis' clock. */
export function detailsThen<D extends Details>(
  details: D,
  { then, live, at }: { then: NodeView; live: NodeView | undefined; at: number },
): D {
  const isSame = isSameDecision(then, live);
  // Its last execution is told by the view until another decision follows it: then by both.
  const isLast = (end: Details["history"][number]) =>
    end.epoch === then.epoch && end.attempt === then.attempt && end.iteration === then.iteration;
  const history = details.history.filter(
    (end) => end.finishedAt <= at && !(then.settled && isLast(end)),
  );
  const kept: D = { ...details, history };
  if (!isSame || then.startedAt === undefined) delete kept.received;
  if (!isSame) delete kept.idempotencyKey;
  // The one in the view is of that moment, and shorter.
  if (!isSame || then.state !== "failed" || live?.state !== "failed") delete kept.error;
  return kept;
}

/** The lines of a log that had been written. `id`: of Redis' stream, whose first part is the time by its clock. */
export function linesThen<L extends { id: string }>(lines: readonly L[], at: number): L[] {
  return lines.filter(({ id }) => Number.parseInt(id, 10) <= at);
}
