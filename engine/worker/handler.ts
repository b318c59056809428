/** Calls one handler and says what came of it. Whatever a handler does, this resolves. */
import { byteLength, toJsonText } from "@/core/json";
import type { StepError } from "@/core/states";
import { isNodeValue, type NodeValue, type TaskContext, type TaskDefinition } from "@/core/task";
import { RetrySignal, StopSignal } from "./signals";
import { isFinal, toStepError } from "./step-errors";

/** What came of a call; nothing in it hangs on the process in which the handler ran. */
export type Outcome =
  | { kind: "succeeded"; text: string }
  | { kind: "node"; node: NodeValue }
  | { kind: "stopped"; reason: string }
  /** Another attempt would end the same way. */
  | { kind: "failed"; error: StepError }
  | { kind: "threw"; error: StepError; isFinal: boolean }
  | { kind: "retry"; error: StepError; delayMs: number };

export interface HandlerCall {
  task: TaskDefinition;
  /** Parsed. */
  args: { [name: string]: unknown };
  ctx: TaskContext;
  resultBytes: number;
}

export async function callHandler(call: HandlerCall): Promise<Outcome> {
  try {
    return ofResult(call, await call.task.run(call.args, call.ctx));
  } catch (thrown) {
    return ofThrown(thrown);
  }
}

function ofResult({ task, resultBytes }: HandlerCall, returned: unknown): Outcome {
  if (isNodeValue(returned)) return { kind: "node", node: returned };
  const parsed = task.result.safeParse(returned);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const where = issue?.path.length ? ` at ${issue.path.join(".")}` : "";
    return unfit(
      "RESULT_INVALID",
      `The result of ${task.info.name} is not what it declares${where}: ${issue?.message ?? "invalid"}.`,
    );
  }
  const text = toJsonText(parsed.data);
  if (!text.ok) return unfit(text.tooLarge ? "RESULT_TOO_LARGE" : "RESULT_INVALID", text.message);
  const bytes = byteLength(text.text);
  if (bytes > resultBytes) {
    return unfit(
      "RESULT_TOO_LARGE",
      `The result has ${bytes} bytes; the limit is ${resultBytes} (LIMIT_RESULT_BYTES). Store it elsewhere and return where.`,
    );
  }
  return { kind: "succeeded", text: text.text };
}

function unfit(code: StepError["code"], message: string): Outcome {
  return { kind: "failed", error: { code, name: "ResultError", message } };
}

/** Of whatever was thrown, by the handler or by something that it had started. */
export function ofThrown(thrown: unknown): Outcome {
  if (isA(StopSignal, thrown)) return { kind: "stopped", reason: thrown.reason };
  const error = toStepError("TASK_ERROR", thrown);
  if (isA(RetrySignal, thrown)) return { kind: "retry", error, delayMs: thrown.delayMs };
  return { kind: "threw", error, isFinal: isFinal(thrown) };
}

/** Of a revoked proxy even that cannot be asked. */
function isA<T>(kind: abstract new (...args: never[]) => T, thrown: unknown): thrown is T {
  try {
    return thrown instanceof kind;
  } catch {
    return false;
  }
}
