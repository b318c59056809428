/** What a handler is given besides its arguments. */
import { MAX_DELAY_MS } from "@/core/backoff";
import type { TaskContext } from "@/core/task";
import type { ClaimedStep } from "../step-moves";
import type { JobData } from "../queues";
import type { Claim } from "./claims";
import type { Reporter } from "./reporter";
import type { StepRunner } from "./runner";
import { RetrySignal, StopSignal } from "./signals";

/** What a handler is told of its step. */
export type StepFacts = Pick<
  TaskContext,
  "runId" | "stepId" | "attempt" | "iteration" | "executions" | "idempotencyKey" | "dataDir"
>;

/** Where goes what a handler says while it runs. */
export type Listener = Pick<TaskContext, "progress" | "setState" | "log">;

/** Characters of what `ctx.stop` says. */
const MAX_REASON = 500;

/**
 * Stable over re-deliveries, automatic attempts and a plain retry; another with each iteration, with edited
 * arguments, and when a step that had succeeded runs again.
 */
export function idempotencyKeyOf(
  runId: string,
  element: number,
  { iteration, keyChanges }: { iteration: number; keyChanges: number },
): string {
  return `${runId}.${element}.${iteration}.${keyChanges}`;
}

export function createContext(step: {
  runner: StepRunner;
  claim: Claim;
  reporter: Reporter;
  claimed: ClaimedStep;
  data: JobData;
  nodeId: string;
}): TaskContext {
  const { runner, claim, reporter, data, claimed } = step;
  const facts: StepFacts = {
    runId: data.runId,
    stepId: step.nodeId,
    attempt: claimed.attempt,
    iteration: claimed.iteration,
    executions: claimed.executions,
    idempotencyKey: idempotencyKeyOf(data.runId, data.stepId, claimed),
    dataDir: runner.dataDir,
  };
  return contextOf(facts, claim.interruption, reporter);
}

/**
 * Its functions may be taken off it, and it may be copied. They are methods, not arrows: each step has its own, and
 * the loader of a worker's TypeScript gives every arrow a name at run time, which costs more than the rest of this.
 */
export function contextOf(
  facts: StepFacts,
  stopping: { readonly signal: AbortSignal },
  listener: Listener,
): TaskContext {
  return {
    ...facts,
    get signal() {
      return stopping.signal;
    },
    progress(completed, total) {
      if (![completed, total].every((n) => Number.isFinite(n) && n >= 0)) {
        throw new TypeError(`ctx.progress takes two numbers from 0, not ${completed} and ${total}`);
      }
      listener.progress(completed, total);
    },
    setState(label) {
      listener.setState(label);
    },
    log(message) {
      listener.log(message);
    },
    stop,
    retry,
  };
}

function stop(reason: string): never {
  throw new StopSignal(String(reason).slice(0, MAX_REASON));
}

// A handler need not be TypeScript. NaN would be no moment to go on at, and the step would wait for ever.
function retry(options: { delayMs: number }): never {
  const delayMs: unknown = (options as { delayMs?: unknown } | undefined)?.delayMs;
  if (!isDelay(delayMs)) {
    throw new TypeError(
      `ctx.retry takes { delayMs } with milliseconds from 0, not ${String(delayMs)}`,
    );
  }
  throw new RetrySignal(delayMs);
}

function isDelay(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value <= MAX_DELAY_MS;
}

/** The facts of a context, without what only works in its own process. */
export function factsOf(ctx: TaskContext): StepFacts {
  const { runId, stepId, attempt, iteration, executions, idempotencyKey, dataDir } = ctx;
  return { runId, stepId, attempt, iteration, executions, idempotencyKey, dataDir };
}
