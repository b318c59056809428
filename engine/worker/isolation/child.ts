/** The process of one isolated step: waits for the step, runs its handler, says what came of it and ends. */
import { toJsonText } from "@/core/json";
import type { StepError } from "@/core/states";
import type { TaskDefinition } from "@/core/task";
import { contextOf } from "../context";
import { callHandler, ofThrown, type Outcome } from "../handler";
import { prepareArguments } from "../prepare";
import { StepAborted } from "../signals";
import { endWithParent } from "./end-with-parent";
import type { AbortMessage, ChildMessage, RunMessage, SentOutcome } from "./protocol";
import { Teller } from "./teller";

/**
 * Serves one step, in a process that an engine's worker started.
 * @throws Error when nobody started it so
 */
export async function serveStep(load: () => Promise<readonly TaskDefinition[]>): Promise<void> {
  if (!process.send)
    throw new Error("This is started by a worker, for one step of an isolated task.");
  endWithParent();
  const tasks = new Map((await load()).map((task) => [task.info.name, task]));
  const controller = new AbortController();
  process.on("message", (message: RunMessage | AbortMessage) => {
    if (message.kind === "abort") {
      controller.abort(new StepAborted(message.why, message.message));
    } else void run(message, tasks, controller.signal);
  });
  send({ kind: "ready" });
}

async function run(
  message: RunMessage,
  tasks: ReadonlyMap<string, TaskDefinition>,
  signal: AbortSignal,
): Promise<void> {
  const { payload, received, facts, resultBytes } = message;
  const teller = new Teller(send);
  // What nobody in this process caught can only be of its one step.
  const onUncaught = (thrown: unknown) => end(ofThrown(thrown), teller);
  process.on("uncaughtException", onUncaught);
  process.on("unhandledRejection", onUncaught);

  const name = payload.signature?.task ?? "";
  const task = tasks.get(name);
  if (!task) return end(notLoaded(name), teller);
  const prepared = prepareArguments(task, payload, received);
  if (!prepared.ok) return end({ kind: "failed", error: prepared.error }, teller);
  process.title = `espalier ${name}`;
  send({ kind: "began" });
  const ctx = contextOf(facts, { signal }, teller);
  end(await callHandler({ task, args: prepared.args, ctx, resultBytes }), teller);
}

function notLoaded(name: string): Outcome {
  const message = `The process of this step does not know the task ${name}. Restart the worker: its task modules may have changed.`;
  return { kind: "failed", error: { code: "TASK_UNKNOWN", name: "TaskUnknown", message } };
}

let hasEnded = false;

/** The first outcome counts. The process ends with it: what the handler left running goes with it. */
function end(outcome: Outcome, teller: Teller): void {
  if (hasEnded) return;
  hasEnded = true;
  teller.flush();
  send({ kind: "ended", outcome: toSent(outcome) }, () => process.exit(0));
}

function toSent(outcome: Outcome): SentOutcome {
  if (outcome.kind !== "node") return outcome;
  const text = toJsonText(outcome.node.node);
  if (text.ok) return { kind: "node", node: outcome.node.node };
  const error: StepError = {
    code: "REPLACEMENT_INVALID",
    name: "ReplacementInvalid",
    message: `What the task returned to take its place cannot run: ${text.message}`,
  };
  return { kind: "failed", error };
}

function send(message: ChildMessage, sent: () => void = () => {}): void {
  // A channel that is closed is the end of this process anyway (end-with-parent).
  process.send?.({ espalier: message }, undefined, undefined, sent);
}
