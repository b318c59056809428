/** Where a handler runs: in this process, or in one of its own. */
import type { Json } from "@/core/node";
import type { TaskDefinition } from "@/core/task";
import type { StepPayload } from "../plan-text";
import type { Claim } from "./claims";
import { callHandler, type HandlerCall, type Outcome } from "./handler";

export interface ExecutorCall extends HandlerCall {
  claim: Claim;
  /** What the arguments were made of: another process has to make them itself. */
  source: { payload: StepPayload; received: { value: Json } | undefined };
}

/** A handler under way. */
export interface Running {
  /** Never rejects. */
  outcome: Promise<Outcome>;
  /** Resolves when nothing is left of it, where that can be brought about. */
  end(): Promise<void>;
}

export interface Executor {
  /** Resolves when the handler has begun; undefined when its signal aborted before. */
  start(call: ExecutorCall): Promise<Running | undefined>;
}

/** A handler in this process cannot be stopped: it may go on, but nobody listens any more. */
const inThisProcess: Executor = {
  start: (call) => Promise.resolve({ outcome: callHandler(call), end: () => Promise.resolve() }),
};

export function executorOf(task: TaskDefinition, isolating: Executor | undefined): Executor {
  return task.info.isolated && isolating ? isolating : inThisProcess;
}
