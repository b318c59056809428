/** Runs one handler and says what came of it. Whatever a handler does, this resolves. */
import { backoffDelay } from "@/core/backoff";
import { byteLength, toJsonText } from "@/core/json";
import type { SignatureOptions } from "@/core/node";
import type { StepError } from "@/core/states";
import { isNodeValue, type NodeValue, type TaskContext, type TaskDefinition } from "@/core/task";
import type { Claim } from "./claims";
import { RetrySignal, StepAborted, StopSignal } from "./signals";
import { isFinal, toStepError } from "./step-errors";

export type Execution =
  | { kind: "succeeded"; text: string }
  | { kind: "node"; node: NodeValue }
  | { kind: "stopped"; reason: string }
  | { kind: "failed"; error: StepError }
  | { kind: "retrying"; error: StepError; delayMs: number }
  | { kind: "revoked" }
  | { kind: "lost" }
  | { kind: "shutdown" };

export interface Call {
  task: TaskDefinition;
  args: { [name: string]: unknown };
  ctx: TaskContext;
  claim: Claim;
  options: SignatureOptions;
  resultBytes: number;
}

export async function execute(call: Call): Promise<Execution> {
  const { claim, options } = call;
  const { timeoutMs } = options;
  const timer =
    timeoutMs === undefined
      ? undefined
      : setTimeout(() => {
          const message = `The step ran longer than its limit of ${timeoutMs} ms`;
          claim.controller.abort(new StepAborted("timeout", message));
        }, timeoutMs);
  try {
    return await Promise.race([callHandler(call), untilTakenAway(claim)]);
  } finally {
    clearTimeout(timer);
  }
}

/** Resolves when waiting for the handler is no use: it may go on, but nobody listens any more. */
async function untilTakenAway(claim: Claim): Promise<Execution> {
  const { signal } = claim.controller;
  const timedOut = new Promise<Execution>((resolve) => {
    const onAbort = () => {
      const reason: unknown = signal.reason;
      if (reason instanceof StepAborted && reason.why === "timeout") {
        resolve({ kind: "failed", error: toStepError("TIMEOUT", reason) });
      }
      // After the shutdown's grace the step is handed back, whether its handler listens or not.
      if (reason instanceof StepAborted && reason.why === "shutdown") resolve({ kind: "shutdown" });
    };
    if (signal.aborted) onAbort();
    else signal.addEventListener("abort", onAbort, { once: true });
  });
  return Promise.race([timedOut, claim.lost.then((): Execution => ({ kind: "lost" }))]);
}

async function callHandler(call: Call): Promise<Execution> {
  const { task, args, ctx, claim } = call;
  try {
    const returned: unknown = await task.run(args, ctx);
    return abortedAs(claim) ?? classifyResult(call, returned);
  } catch (thrown) {
    return abortedAs(claim) ?? classifyThrown(call, thrown);
  }
}

/** A handler that was told to stop has no other outcome, however it ended. */
function abortedAs(claim: Claim): Execution | undefined {
  const reason: unknown = claim.controller.signal.reason;
  if (!(reason instanceof StepAborted)) return undefined;
  switch (reason.why) {
    case "revoked":
      return { kind: "revoked" };
    case "lost":
      return { kind: "lost" };
    case "shutdown":
      return { kind: "shutdown" };
    case "timeout":
      return { kind: "failed", error: toStepError("TIMEOUT", reason) };
  }
}

function classifyResult({ task, resultBytes }: Call, returned: unknown): Execution {
  if (isNodeValue(returned)) return { kind: "node", node: returned };
  const parsed = task.result.safeParse(returned);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const where = issue?.path.length ? ` at ${issue.path.join(".")}` : "";
    return failed(
      "RESULT_INVALID",
      `The result of ${task.info.name} is not what it declares${where}: ${issue?.message ?? "invalid"}.`,
    );
  }
  const text = toJsonText(parsed.data);
  if (!text.ok) return failed(text.tooLarge ? "RESULT_TOO_LARGE" : "RESULT_INVALID", text.message);
  const bytes = byteLength(text.text);
  if (bytes > resultBytes) {
    return failed(
      "RESULT_TOO_LARGE",
      `The result has ${bytes} bytes; the limit is ${resultBytes} (LIMIT_RESULT_BYTES). Store it elsewhere and return where.`,
    );
  }
  return { kind: "succeeded", text: text.text };
}

function failed(code: StepError["code"], message: string): Execution {
  return { kind: "failed", error: { code, name: "ResultError", message } };
}

function classifyThrown({ ctx, options }: Call, thrown: unknown): Execution {
  if (thrown instanceof StopSignal) return { kind: "stopped", reason: thrown.reason };
  const error = toStepError("TASK_ERROR", thrown);
  if (thrown instanceof RetrySignal) return { kind: "retrying", error, delayMs: thrown.delayMs };
  return afterFailure(error, { options, attempt: ctx.attempt, isFinal: isFinal(thrown) });
}

/** One more attempt, or the end. */
export function afterFailure(
  error: StepError,
  step: { options: SignatureOptions; attempt: number; isFinal: boolean },
): Execution {
  const { attempts = 1, backoff } = step.options;
  if (step.isFinal || step.attempt >= attempts) return { kind: "failed", error };
  return { kind: "retrying", error, delayMs: backoffDelay(backoff, step.attempt, Math.random()) };
}
