/** When the present execution of a step waited, began and ended. */
import type { StepStatus } from "@/core/events";

interface AttemptTimes {
  /** Since when it waited for a worker. */
  queuedAt?: number;
  /** Absent as long as it has not begun. */
  startedAt?: number;
  finishedAt?: number;
}

/** Of the latest execution: milliseconds since 1970. What is not known is absent. */
export function attemptTimes(
  status: Pick<StepStatus, "state" | "queuedAt" | "startedAt" | "attemptStartedAt" | "finishedAt">,
): AttemptTimes {
  const { queuedAt, finishedAt } = status;
  const began = status.attemptStartedAt ?? status.startedAt;
  // What began before it was queued for the last time is the execution before this one.
  const isBefore = began !== undefined && queuedAt !== undefined && began < queuedAt;
  const waits = status.state === "scheduled" || status.state === "retrying";
  return {
    ...(queuedAt === undefined ? {} : { queuedAt }),
    ...(began === undefined || isBefore || waits ? {} : { startedAt: began }),
    ...(finishedAt === undefined ? {} : { finishedAt }),
  };
}
