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
    return await new Promise<Execution>((resolve) => {
      const end = (outcome: Outcome) => resolve(abortedAs(call) ?? executionOf(call, outcome));
      void running.outcome.then(end);
      whenTakenAway(call, resolve);
    });
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
    claim.interruption.abort(new StepAborted("timeout", message));
  }, timeoutMs);
}

/** When waiting for the handler is no use. */
function whenTakenAway(call: Call, end: (execution: Execution) => void): void {
  call.claim.interruption.onAbort((reason) => {
    if (reason.why === "timeout") end(timedOutAs(call, reason));
    // After the shutdown's grace the step is handed back, whether its handler listens or not.
    if (reason.why === "shutdown" || reason.why === "lost") end({ kind: reason.why });
  });
}

/** A handler that was told to stop has no other outcome, however it ended. */
function abortedAs(call: Call): Execution | undefined {
  const { reason } = call.claim.interruption;
  if (!reason) return undefined;
  return reason.why === "timeout" ? timedOutAs(call, reason) : { kind: reason.why };
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
