/** The states of a step, and of the containers and the run derived from them. */

export const STEP_STATES = [
  "pending", // waits for others
  "scheduled", // delay, eta
  "queued",
  "running",
  "retrying", // between two automatic attempts
  "succeeded",
  "failed",
  "revoked",
  "skipped", // never needed
  "held", // its run is paused
] as const;
export type StepState = (typeof STEP_STATES)[number];

export const CONTAINER_STATES = [
  "pending",
  "running",
  "succeeded",
  "failed",
  "revoked",
  "skipped",
] as const;
export type ContainerState = (typeof CONTAINER_STATES)[number];

/** A run has the states of a container: it is the container of its root. */
export type RunState = ContainerState;

const TERMINAL: ReadonlySet<StepState> = new Set(["succeeded", "failed", "revoked", "skipped"]);

/** True for a state that is final within its epoch. */
export function isTerminal(state: StepState): boolean {
  return TERMINAL.has(state);
}

/** Why a step is skipped, revoked or held. `nodeId` is the node that caused it, when one did. */
export interface Cause {
  kind:
    | "failed" // something it needed failed
    | "revoked" // something it needed was revoked; on a revoked step: a person's decision
    | "choice" // something before it stopped by choice (`ctx.stop`)
    | "unneeded" // a callback whose case did not come
    | "expired" // not started in time
    | "forced"; // revoked, and taken away from a handler that did not stop in time
  nodeId?: string;
  /** What `ctx.stop` was given. */
  reason?: string;
}

/** Why a step failed. `code` is one of ours, or `TASK_ERROR` when the handler threw. */
export interface StepError {
  code:
    | "TASK_ERROR"
    | "TASK_UNKNOWN"
    | "ARGUMENTS_INVALID"
    | "RESULT_INVALID"
    | "RESULT_TOO_LARGE"
    | "MAP_INPUT"
    | "TIMEOUT"
    | "ISOLATED_EXIT"
    | "POISON"
    | "INFRA_LOST"
    | "REPLACEMENT_INVALID"
    | "REPLACEMENT_FAILED";
  /** Class name of what was thrown. */
  name: string;
  message: string;
  /** Capped. */
  stack?: string;
  /** The chain of causes, outermost first, as `Name: message`. */
  causes?: string[];
}
