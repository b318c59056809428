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
  return new StepContext(facts, claim.interruption, reporter);
}

/**
 * A context that makes the functions it offers when they are asked for: each step has one, and most ask for none.
 * They may be taken off it (`const { log } = ctx`).
 */
export class StepContext implements TaskContext {
  readonly runId: string;
  readonly stepId: string;
  readonly attempt: number;
  readonly iteration: number;
  readonly executions: number;
  readonly idempotencyKey: string;
  readonly dataDir: string;
  readonly #stopping: { readonly signal: AbortSignal };
  readonly #listener: Listener;

  constructor(facts: StepFacts, stopping: { readonly signal: AbortSignal }, listener: Listener) {
    this.runId = facts.runId;
    this.stepId = facts.stepId;
    this.attempt = facts.attempt;
    this.iteration = facts.iteration;
    this.executions = facts.executions;
    this.idempotencyKey = facts.idempotencyKey;
    this.dataDir = facts.dataDir;
    this.#stopping = stopping;
    this.#listener = listener;
  }

  get signal() {
    return this.#stopping.signal;
  }

  get progress() {
    return (completed: number, total: number) => {
      if (![completed, total].every((n) => Number.isFinite(n) && n >= 0)) {
        throw new TypeError(`ctx.progress takes two numbers from 0, not ${completed} and ${total}`);
      }
      this.#listener.progress(completed, total);
    };
  }

  get setState() {
    return (label: string) => this.#listener.setState(label);
  }

  get log() {
    return (message: string) => this.#listener.log(message);
  }

  get stop() {
    return stop;
  }

  get retry() {
    return retry;
  }
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
