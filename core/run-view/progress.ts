/** What a step shows of its own progress: steps and label, and what of it outlives a transition. */
import type { StepReport, StepStatus } from "@/core/events";
import { isTerminal } from "@/core/states";

/** Status of a step that nothing has happened to since submission. */
export const INITIAL_STATUS: StepStatus = {
  state: "pending",
  epoch: 1,
  attempt: 1,
  iteration: 0,
  claims: 0,
  revoking: false,
};

/**
 * What remains of a report after a transition. A new attempt keeps the total and starts from 0; the
 * iterations of a trampoline and a resume raise the epoch as well and keep everything.
 */
export function carryReport(
  report: StepReport | undefined,
  before: StepStatus,
  after: StepStatus,
): StepReport | undefined {
  if (report === undefined) return undefined;
  if (startsAnew(before, after)) return pick(report.total, undefined, undefined);
  const ended = isTerminal(after.state) || after.state === "retrying";
  return ended ? pick(report.total, report.completed, undefined) : report;
}

function startsAnew(before: StepStatus, after: StepStatus): boolean {
  if (after.attempt > before.attempt) return true;
  // An older epoch is a repeat of what the snapshot has taken in: what came of it is in the report.
  if (after.epoch <= before.epoch) return false;
  return (
    after.attempt < before.attempt ||
    after.iteration < before.iteration ||
    after.state === "pending" ||
    isTerminal(before.state)
  );
}

function pick(
  total: number | undefined,
  completed: number | undefined,
  label: string | undefined,
): StepReport | undefined {
  if (total === undefined && completed === undefined && label === undefined) return undefined;
  return {
    ...(total === undefined ? {} : { total }),
    ...(completed === undefined ? {} : { completed }),
    ...(label === undefined ? {} : { label }),
  };
}

/** A report with what a later one says; what the later one leaves out stays. */
export function mergeReport(report: StepReport | undefined, said: StepReport): StepReport {
  return {
    ...report,
    ...pick(said.total, said.completed, said.label),
  };
}

/** How far a step is. `completedSteps` is never above `totalSteps`, and equals it after success. */
export function countSteps(
  declared: number,
  status: StepStatus,
  report: StepReport | undefined,
): { completedSteps: number; totalSteps: number } {
  const totalSteps = report?.total ?? declared;
  const completed = status.state === "succeeded" ? totalSteps : (report?.completed ?? 0);
  return { completedSteps: Math.min(Math.max(completed, 0), totalSteps), totalSteps };
}

/** The label a step shows; nothing once it has ended or before it has started. */
export function shownLabel(status: StepStatus, report: StepReport | undefined): string | undefined {
  const live =
    !isTerminal(status.state) && status.state !== "pending" && status.state !== "retrying";
  return live && report?.label ? report.label : undefined;
}

/** True from a step's first start in its present decision on, also between attempts and iterations. */
export function hasBegun(status: StepStatus): boolean {
  if (status.state === "pending") return false;
  return (
    isTerminal(status.state) ||
    status.state === "running" ||
    status.state === "retrying" ||
    status.startedAt !== undefined ||
    status.attempt > 1 ||
    status.iteration > 0
  );
}
