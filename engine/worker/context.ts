/** What a handler is given besides its arguments. */
import type { TaskContext } from "@/core/task";
import type { ClaimedStep } from "../commands";
import type { JobData } from "../queues";
import type { Claim } from "./claims";
import type { Reporter } from "./reporter";
import type { StepRunner } from "./runner";
import { RetrySignal, StopSignal } from "./signals";

/**
 * Stable over re-deliveries, automatic attempts and a plain retry; another with each iteration, with edited
 * arguments, and when a step that had succeeded runs again.
 */
export function idempotencyKeyOf(
  runId: string,
  element: number,
  record: { i?: number | undefined; z?: number | undefined },
): string {
  return `${runId}.${element}.${record.i ?? 0}.${record.z ?? 0}`;
}

export function createContext(step: {
  runner: StepRunner;
  claim: Claim;
  reporter: Reporter;
  claimed: ClaimedStep;
  data: JobData;
  nodeId: string;
}): TaskContext {
  const { runner, claim, reporter, data } = step;
  const { record } = step.claimed;
  return {
    signal: claim.controller.signal,
    runId: data.runId,
    stepId: step.nodeId,
    attempt: record.a ?? 1,
    iteration: record.i ?? 0,
    executions: record.x ?? 0,
    idempotencyKey: idempotencyKeyOf(data.runId, data.stepId, record),
    dataDir: runner.dataDir,
    progress: (completed, total) => reporter.progress(completed, total),
    setState: (label) => reporter.label(label),
    log: (message) => reporter.log(message),
    stop: (reason) => {
      throw new StopSignal(reason);
    },
    retry: ({ delayMs }) => {
      throw new RetrySignal(delayMs);
    },
  };
}
