/** A retry with other arguments: they are checked as those of a workflow, before anything changes. */
import { EngineError } from "@/core/errors";
import type { Signature } from "@/core/node";
import type { PlanNode } from "@/core/plan";
import { validateCall } from "@/core/validate";
import type { Services } from "./core-services";
import { invalid } from "./invalid";
import type { StepPayload } from "./plan-text";
import type { RetryInput } from "./port";
import type { RunIndex } from "./run-index";

export interface Override {
  element: number;
  /** JSON of the {@link StepPayload} with the new arguments. */
  payload: string;
}

/**
 * The step with edited arguments; undefined when none are given.
 *
 * @throws EngineError ARGUMENTS_INVALID with the problems
 */
export async function overrideOf(
  services: Services,
  input: RetryInput,
  { node, index }: { node: PlanNode | undefined; index: RunIndex },
): Promise<Override | undefined> {
  if (input.args === undefined && input.kwargs === undefined) return undefined;
  const element = node?.element ?? undefined;
  const planned = element === undefined ? undefined : index.element(element);
  if (!node || element === undefined || planned?.kind !== "step") {
    throw new EngineError(
      "ARGUMENTS_INVALID",
      "Arguments can be edited for one step. Name its node.",
    );
  }
  const { task, args, kwargs, options } = planned.signature;
  const signature = {
    task,
    args: input.args ?? args ?? [],
    kwargs: input.kwargs ?? kwargs ?? {},
    ...(options ? { options } : {}),
  };
  const call: Signature = { ...signature, kind: "task", label: planned.signature.label ?? node.id };
  const receives = planned.input !== undefined || planned.received !== undefined;
  await refuseMisfits(services, { call, receives, nodeId: node.id });
  const payload: StepPayload = {
    nodeId: node.id,
    signature,
    ...(planned.received ? { received: planned.received } : {}),
  };
  return { element, payload: JSON.stringify(payload) };
}

async function refuseMisfits(
  { registry, limits }: Services,
  { call, receives, nodeId }: { call: Signature; receives: boolean; nodeId: string },
): Promise<void> {
  const tasks = await registry.listTasks();
  const problems = validateCall(call, receives, { tasks, limits })
    .filter(({ severity }) => severity === "error")
    .map((problem) => ({ ...problem, nodeId }));
  if (problems.length > 0) throw invalid("ARGUMENTS_INVALID", problems);
}
