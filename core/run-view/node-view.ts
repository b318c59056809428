/** What one node looks like: a pure function of its row, its status and the sums over its members. */
import type { NodeRow, StepStatus } from "@/core/events";
import type { NodeView } from "@/core/snapshot";
import { isTerminal, type Cause, type ContainerState } from "@/core/states";
import type { Cell } from "./cell";
import { displayName } from "./names";
import { countSteps, INITIAL_STATUS, shownLabel } from "./progress";
import { deriveContainer } from "./tally";

/** The view of a node as it is now. */
export function viewOf(cell: Cell): NodeView {
  return cell.row.kind === "task" ? taskView(cell) : containerView(cell);
}

/** Field by field: made for every node of a run at once, where a rest and a spread cost the most. */
function drawn(cell: Cell): NodeRow {
  const { id, kind, role, parentId, index, task, optional, declaredSteps, hasOwnStep } = cell.row;
  const row: NodeRow = { id, kind, role, parentId, index, declaredSteps, hasOwnStep };
  if (task !== undefined) row.task = task;
  if (optional !== undefined) row.optional = optional;
  row.label = displayName(cell);
  if (cell.given !== undefined) row.name = cell.given;
  return row;
}

/** A step that was replaced by a container keeps its own state; progress and label come from inside. */
function taskView(cell: Cell): NodeView {
  const { status, report, tally } = cell;
  const replaced = tally.members > 0;
  const steps = replaced
    ? topUp(status, tally)
    : countSteps(cell.row.declaredSteps, status, report);
  const label = replaced
    ? status.state === "running"
      ? risenLabel(cell)
      : undefined
    : shownLabel(status, report);
  const view: NodeView = Object.assign(drawn(cell), status, {
    settled: isTerminal(status.state) && tally.settled === tally.members,
    completedSteps: steps.completedSteps,
    totalSteps: steps.totalSteps,
  });
  if (label !== undefined) view.stateLabel = label;
  if (report !== undefined) view.report = report;
  return view;
}

function topUp(status: StepStatus, sums: { completedSteps: number; totalSteps: number }) {
  const { completedSteps, totalSteps } = sums;
  return {
    completedSteps: status.state === "succeeded" ? totalSteps : completedSteps,
    totalSteps,
  };
}

function containerView(cell: Cell): NodeView {
  const { row, tally, startedAt, finishedAt } = cell;
  const own = row.hasOwnStep ? cell.status : undefined;
  const { state, settled } = deriveContainer(tally);
  const { epoch, attempt, iteration, claims } = own ?? INITIAL_STATUS;
  // A late label never relabels a container that has failed, so only a running one has any.
  const label = state === "running" ? risenLabel(cell) : undefined;
  const cause = causeOf(cell, state);
  return {
    ...drawn(cell),
    ...{ state, settled, epoch, attempt, iteration, claims },
    revoking: tally.revoking > 0,
    completedSteps: tally.completedSteps,
    totalSteps: tally.totalSteps,
    ...(tally.running === 0 ? {} : { hasRunning: true }),
    ...(label === undefined ? {} : { stateLabel: label }),
    ...(cause === undefined ? {} : { cause }),
    ...(own?.error === undefined ? {} : { error: own.error }),
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(settled && finishedAt !== undefined ? { finishedAt } : {}),
    ...(own === undefined ? {} : { own }),
  };
}

const REVOKED: Cause = { kind: "revoked" };
const EXPIRED: Cause = { kind: "expired" };

function causeOf(cell: Cell, state: ContainerState): Cause | undefined {
  if (state === "revoked") return cell.tally.revoked > 0 ? REVOKED : EXPIRED;
  if (state !== "skipped") return undefined;
  return cell.row.hasOwnStep ? cell.status.cause : cell.members[0]?.share?.cause;
}

/** The label that has risen; of several that of the member furthest along. */
function risenLabel(cell: Cell): string | undefined {
  let last: Cell | undefined;
  for (const member of cell.labelled ?? []) {
    if (last === undefined || member.position > last.position) last = member;
  }
  return last?.share?.label;
}

/** True when two views of one node say the same, field by field. */
export function equalViews(a: NodeView, b: NodeView): boolean {
  const keys = Object.keys(a) as (keyof NodeView)[];
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}
