/** Options that a signature has because its task says so. */
import type { Plan } from "@/core/plan";
import type { SignatureOptions } from "@/core/node";
import type { TaskInfo } from "@/core/task";

export type KnownTasks = ReadonlyMap<string, Pick<TaskInfo, "defaults" | "queue">>;

/** What a call of a task is executed with: its own options before the task's. */
export function optionsOf(
  task: Pick<TaskInfo, "defaults"> | undefined,
  own: SignatureOptions | undefined,
): SignatureOptions {
  return { ...task?.defaults, ...own };
}

/** Fills in what delivery has to know; the compiler knows no tasks. */
export function applyTaskDefaults(plan: Plan, tasks: KnownTasks): void {
  for (const element of plan.elements) {
    if (element.kind !== "step") continue;
    const task = tasks.get(element.signature.task);
    if (!task) continue;
    const options = optionsOf(task, element.signature.options);
    const queue = options.queue ?? task.queue;
    if (queue !== "default") element.queue = queue;
    if (options.priority) element.priority = options.priority;
    if (options.delayMs) element.delayMs = options.delayMs;
    if (options.eta !== undefined) element.etaMs = Date.parse(options.eta);
    if (options.expiresMs !== undefined) element.expiresMs = options.expiresMs;
  }
}
