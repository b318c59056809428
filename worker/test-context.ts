/** For tests of tasks: a context that records what the handler says, and a call with parsed arguments. */
import { tmpdir } from "node:os";
import { z } from "zod";
import type { TaskContext, TaskDefinition } from "@/core/task";

export class Stopped extends Error {}

export interface RecordedContext extends TaskContext {
  said: string[];
}

export function testContext(changes: Partial<TaskContext> = {}): RecordedContext {
  const said: string[] = [];
  return {
    said,
    signal: new AbortController().signal,
    runId: "run",
    stepId: "step",
    attempt: 1,
    iteration: 0,
    executions: 0,
    idempotencyKey: "key",
    dataDir: tmpdir(),
    progress: (completed, total) => said.push(`${completed}/${total}`),
    setState: (label) => said.push(label),
    log: (message) => said.push(`log: ${message}`),
    stop: (reason) => {
      throw new Stopped(reason);
    },
    retry: () => {
      throw new Error("asks for one more attempt");
    },
    ...changes,
  };
}

/** Parses arguments and result as the engine does; nodes pass as they are. */
export async function runTask(
  task: TaskDefinition,
  args: { [name: string]: unknown },
  ctx: TaskContext = testContext(),
): Promise<unknown> {
  return task.run(z.strictObject(task.params).parse(args), ctx);
}
