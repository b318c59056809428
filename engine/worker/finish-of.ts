/** What came of an execution, as the finishing script takes it. */
import type { Signature, SignatureOptions, WorkflowNode } from "@/core/node";
import type { StepError } from "@/core/states";
import { validateWorkflow } from "@/core/validate";
import type { StepPayload } from "../plan-text";
import { bearReplacement, ClaimLost, TooManyNodes } from "./births";
import type { Claim } from "./claims";
import type { Execution } from "./execute";
import type { Finish, StepRunner } from "./runner";
import { briefOf } from "./step-errors";

const failure = (error: StepError) => ({
  brief: JSON.stringify(briefOf(error)),
  full: JSON.stringify(error),
});

export function finishFailed(error: StepError): Finish {
  return { outcome: "F", ...failure(error) };
}

/** "lost": the step is no longer ours and nothing is said. */
export async function finishOf(
  runner: StepRunner,
  target: { claim: Claim; payload: StepPayload },
  execution: Execution,
): Promise<Finish | "lost" | "shutdown"> {
  switch (execution.kind) {
    case "succeeded":
      return { outcome: "D", value: execution.text };
    case "stopped":
      return { outcome: "P", value: execution.reason };
    case "failed":
      return finishFailed(execution.error);
    case "retrying":
      return { outcome: "T", delayMs: execution.delayMs, ...failure(execution.error) };
    case "revoked":
      return { outcome: "V" };
    case "lost":
    case "shutdown":
      return execution.kind;
    case "node":
      return replace(runner, target, execution.node.node);
  }
}

/** A plain signature: the same step goes on with it. Anything else takes its place as a container. */
async function replace(
  runner: StepRunner,
  { claim, payload }: { claim: Claim; payload: StepPayload },
  node: WorkflowNode,
): Promise<Finish | "lost"> {
  const { services } = runner;
  const known = await services.registry.listTasks();
  const problems = validateWorkflow(
    { version: 1, name: payload.nodeId, root: node },
    { tasks: known, limits: services.limits },
  ).filter(({ severity }) => severity === "error");
  const [first] = problems;
  if (first) {
    return invalid(
      `What the task returned to take its place cannot run: ${first.message} (${first.path})`,
    );
  }
  if (isPlain(node)) return iterate(payload, node);
  try {
    const index = await services.indexes.get(claim.runId, await genOf(runner, claim.runId));
    const tasks = new Map(known.map((task) => [task.name, task]));
    const birth = await bearReplacement({ services, claim, index, tasks }, node);
    return { outcome: "B", ...birth };
  } catch (error) {
    if (error instanceof ClaimLost) return "lost";
    if (error instanceof TooManyNodes) return invalid(error.message);
    throw error;
  }
}

function invalid(message: string): Finish {
  return finishFailed({ code: "REPLACEMENT_INVALID", name: "ReplacementInvalid", message });
}

/** The step goes on as what it is: how it is tried again and limited holds until a signature says otherwise. */
function iterate({ nodeId, signature: before }: StepPayload, node: Signature): Finish {
  const { task, args = [], kwargs = {}, options = {} } = node;
  const { attempts, backoff, timeoutMs } = before?.options ?? {};
  const kept = {
    ...(attempts === undefined ? {} : { attempts }),
    ...(backoff === undefined ? {} : { backoff }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  };
  const signature = { task, args, kwargs, options: { ...kept, ...options } };
  return {
    outcome: "I",
    value: JSON.stringify({ nodeId, signature }),
    delayMs: delayOf(options),
  };
}

/** Until it may start, counted from now. */
function delayOf({ delayMs = 0, eta }: SignatureOptions): number {
  const untilEta = eta === undefined ? 0 : Date.parse(eta) - Date.now();
  return Math.max(0, delayMs, untilEta);
}

function isPlain(node: WorkflowNode): node is Signature {
  return (
    node.kind === "task" && !node.onSuccess?.length && !node.onFailure?.length && !node.optional
  );
}

export async function genOf({ services }: StepRunner, runId: string): Promise<string> {
  return (await services.redis.hget(services.keys.runKey(runId, "run"), "gen")) ?? "";
}
