/**
 * Which step took its worker with it? Those that ran beside it were lost with it, too. So a step whose workers
 * were lost twice has its third execution in a process of its own: it is taken by nobody, and takes nobody.
 * That process ending without a word is what tells the guilty one.
 */
import type { StepError } from "@/core/states";
import type { TaskDefinition } from "@/core/task";
import type { Execution } from "./execute";
import { executorOf, type Executor } from "./executor";

/** Executions that a step has among others, in each attempt. */
const TRUSTED = 2;

/** @param claims without an outcome, the present one among them */
export function isSuspect(claims: number): boolean {
  return claims > TRUSTED;
}

/** Where a step is executed. A worker that cannot start processes executes suspects as it does the others. */
export function placeOf(
  task: TaskDefinition,
  claims: number,
  isolating: Executor | undefined,
): Executor {
  return isSuspect(claims) && isolating ? isolating : executorOf(task, isolating);
}

/** A worker that has no processes to find the guilty one with gives a suspect one more execution, and no other. */
export function isOverdue(claims: number, isolating: Executor | undefined): boolean {
  return claims > TRUSTED + 1 && !isolating;
}

/** What the end of a suspect's process means. Of a task that is always isolated it is what its attempts are for. */
export function judged(execution: Execution, task: TaskDefinition, claims: number): Execution {
  if (!isSuspect(claims) || task.info.isolated) return execution;
  if (execution.kind !== "failed" && execution.kind !== "retrying") return execution;
  if (execution.error.code !== "ISOLATED_EXIT") return execution;
  const message = `Its worker was lost ${TRUSTED} times, so it ran in a process of its own. ${execution.error.message} Mend the task, then retry.`;
  return { kind: "failed", error: { ...execution.error, ...poisonOf(message) } };
}

/** Of a step that is overdue. */
export function overdue(claims: number): Execution {
  const message = `Its worker was lost ${claims - 1} times while it ran. Look at the workers' logs, then retry.`;
  return { kind: "failed", error: poisonOf(message) };
}

function poisonOf(message: string): StepError {
  return { code: "POISON", name: "Poison", message };
}
