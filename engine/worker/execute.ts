/** One execution of a step: the handler, its time limit and what takes it away. This always resolves. */
import { backoffDelay } from "@/core/backoff";
import type { SignatureOptions } from "@/core/node";
import type { StepError } from "@/core/states";
import type { NodeValue } from "@/core/task";
import type { Executor, ExecutorCall } from "./executor";
import type { Outcome } from "./handler";
import { StepAborted } from "./signals";
import { toStepError } from "./step-errors";

export type Execution =
  | { kind: "succeeded"; text: string }
  | { kind: "node"; node: NodeValue }
  | { kind: "stopped"; reason: string }
  | { kind: "failed"; error: StepError }
  | { kind: "retrying"; error: StepError; delayMs: number }
  | { kind: "revoked" }
  | { kind: "lost" }
  | { kind: "shutdown" };

export interface Call extends ExecutorCall {
  options: SignatureOptions;
}

/** Its time counts from the moment that the handler begins. */
export async function execute(call: Call, executor: Executor): Promise<Execution> {
  const { options } = call;
  const running = await executor.start(call);
  if (!running) return abortedAs(call) ?? { kind: "lost" };
  const timer = limitTime(call, options.timeoutMs);
  try {
    const ended = running.outcome.then((outcome) => abortedAs(call) ?? executionOf(call, outcome));
    return await Promise.race([ended, untilTakenAway(call)]);
  } finally {
    clearTimeout(timer);
    await running.end();
  }
}

function limitTime({ claim, task }: Call, timeoutMs: number | undefined) {
  if (timeoutMs === undefined) return undefined;
  const then = task.info.isolated
    ? "Its process was killed."
    : "Its handler was told to stop by ctx.signal; one that does not listen goes on unheard, unless its task is isolated.";
  return setTimeout(() => {
    const message = `The step ran longer than its limit of ${timeoutMs} ms (timeoutMs). ${then}`;
    claim.controller.abort(new StepAborted("timeout", message));
  }, timeoutMs);
}

/** Resolves when waiting for the handler is no use. */
async function untilTakenAway(call: Call): Promise<Execution> {
  const { claim } = call;
  const { signal } = claim.controller;
  const timedOut = new Promise<Execution>((resolve) => {
    const onAbort = () => {
      const reason: unknown = signal.reason;
      if (reason instanceof StepAborted && reason.why === "timeout") {
        resolve(timedOutAs(call, reason));
      }
      // After the shutdown's grace the step is handed back, whether its handler listens or not.
      if (reason instanceof StepAborted && reason.why === "shutdown") resolve({ kind: "shutdown" });
    };
    if (signal.aborted) onAbort();
    else signal.addEventListener("abort", onAbort, { once: true });
  });
  return Promise.race([timedOut, claim.lost.then((): Execution => ({ kind: "lost" }))]);
}

/** A handler that was told to stop has no other outcome, however it ended. */
function abortedAs(call: Call): Execution | undefined {
  const reason: unknown = call.claim.controller.signal.reason;
  if (!(reason instanceof StepAborted)) return undefined;
  switch (reason.why) {
    case "revoked":
      return { kind: "revoked" };
    case "lost":
      return { kind: "lost" };
    case "shutdown":
      return { kind: "shutdown" };
    case "timeout":
      return timedOutAs(call, reason);
  }
}

/** A failure like any other: another attempt may be quicker. */
function timedOutAs({ ctx, options }: Call, reason: StepAborted): Execution {
  const error = toStepError("TIMEOUT", reason);
  return afterFailure(error, { options, attempt: ctx.attempt, isFinal: false });
}

function executionOf({ ctx, options }: Call, outcome: Outcome): Execution {
  switch (outcome.kind) {
    case "threw":
      return afterFailure(outcome.error, {
        options,
        attempt: ctx.attempt,
        isFinal: outcome.isFinal,
      });
    case "retry":
      return { ...outcome, kind: "retrying" };
    default:
      return outcome;
  }
}

/** One more attempt, or the end. */
function afterFailure(
  error: StepError,
  step: { options: SignatureOptions; attempt: number; isFinal: boolean },
): Execution {
  const { attempts = 1, backoff } = step.options;
  if (step.isFinal || step.attempt >= attempts) return { kind: "failed", error };
  return { kind: "retrying", error, delayMs: backoffDelay(backoff, step.attempt, Math.random()) };
}
